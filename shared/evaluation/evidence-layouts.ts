import type { Rule } from '../policy/rule.ts';
import type { OverdueDossier, UnknownDossier } from './unit-month.ts';

/** How a rule's evidence is laid out for people: its columns, and what its dossiers are called. */
export interface EvidenceLayout {
  readonly broken: string;
  /** The headings of the three dates. */
  readonly dates: readonly [string, string, string];
  readonly datesOf: (dossier: OverdueDossier | UnknownDossier) => readonly (number | null)[];
}

export const evidenceLayouts: Readonly<Record<Rule, EvidenceLayout>> = {
  'overdue-share': {
    broken: 'Quá hạn',
    dates: ['Ngày tiếp nhận', 'Ngày hẹn trả', 'Ngày kết thúc xử lý'],
    datesOf: ({ receivedAtMs, dueAtMs, completedAtMs }) => [receivedAtMs, dueAtMs, completedAtMs],
  },
  'late-acceptance': {
    broken: 'Tiếp nhận chậm',
    dates: ['Ngày nộp', 'Hạn tiếp nhận', 'Ngày tiếp nhận'],
    datesOf: ({ submittedAtMs = null, dueAtMs, receivedAtMs }) => [submittedAtMs, dueAtMs, receivedAtMs],
  },
};
