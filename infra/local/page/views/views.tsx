import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Assignments, type AssignmentsProps } from './assignments.tsx';
import { Findings, type FindingsProps } from './findings.tsx';
import type { Frame } from './layout.tsx';
import { Mailbox, type MailboxProps, MailPage, type MailPageProps } from './mailbox.tsx';
import { NotFound } from './not-found.tsx';
import { Overview, type OverviewProps } from './overview.tsx';
import { Snapshots } from './snapshots.tsx';
import { UnitPage, type UnitPageProps } from './unit.tsx';
import { UnitMonthPage, type UnitMonthPageProps } from './unit-month.tsx';
import { Unreachable, type UnreachableProps } from './unreachable.tsx';

export { stylesheet } from './stylesheet.ts';

/** The pages as HTML. This module is bundled at start: Node strips types, but knows no JSX. */
export const pages = {
  overview: (props: OverviewProps) => render(<Overview {...props} />),
  unit: (props: UnitPageProps) => render(<UnitPage {...props} />),
  unitMonth: (props: UnitMonthPageProps) => render(<UnitMonthPage {...props} />),
  mailbox: (props: MailboxProps) => render(<Mailbox {...props} />),
  mail: (props: MailPageProps) => render(<MailPage {...props} />),
  snapshots: (props: Parameters<typeof Snapshots>[0]) => render(<Snapshots {...props} />),
  assignments: (props: AssignmentsProps) => render(<Assignments {...props} />),
  findings: (props: FindingsProps) => render(<Findings {...props} />),
  unreachable: (props: UnreachableProps) => render(<Unreachable {...props} />),
  notFound: (props: { frame: Frame }) => render(<NotFound {...props} />),
} as const;
export type Pages = typeof pages;

function render(page: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
