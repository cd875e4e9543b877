import { OVERDUE_SHARE_RULE, type Rule } from '../policy/rule.ts';
import { fileNamePart } from './file-name-part.ts';

/** The list of dossiers on which a deduction rests, or by which a month is undecided, as it goes with the mail. */
export interface Evidence {
  /** Its object in the bucket. */
  readonly key: string;
  readonly filename: string;
  /** Null where all lists together are too large for a mail: then it is named, not attached. */
  readonly content: Buffer | null;
  /** The same list as a workbook, where that has room too. */
  readonly workbookFilename?: string | null;
}

/** A name that every mail program and file system takes: `ho-so-qua-han-so-xay-dung-2020-06.csv`. */
export function evidenceFilename({ unitName, month, rule = OVERDUE_SHARE_RULE, evidenceKey }: NamedEvidence): string {
  const extension = /\.[a-z0-9.]{1,10}$/.exec(evidenceKey)?.[0] ?? '.csv';
  return `${beginnings[rule]}-${fileNamePart(unitName)}-${month}${extension}`;
}

const beginnings: Readonly<Record<Rule, string>> = {
  'overdue-share': 'ho-so-qua-han',
  'late-acceptance': 'ho-so-tiep-nhan-cham',
};

interface NamedEvidence {
  readonly unitName: string;
  readonly month: string;
  readonly rule?: Rule | undefined;
  readonly evidenceKey: string;
}
