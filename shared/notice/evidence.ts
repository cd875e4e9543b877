/** The list of dossiers on which a deduction rests, as it goes with the mail. */
export interface Evidence {
  /** Its object in the bucket. */
  readonly key: string;
  readonly filename: string;
  /** Null where all lists together are too large for a mail: then it is named, not attached. */
  readonly content: Buffer | null;
}

/** A name that every mail program and file system takes: `ho-so-qua-han-so-xay-dung-2020-06.csv`. */
export function evidenceFilename({ unitName, month, evidenceKey }: NamedEvidence): string {
  const unit = unitName
    .normalize('NFD')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  const extension = /\.[a-z0-9.]{1,10}$/.exec(evidenceKey)?.[0] ?? '.csv';
  return `ho-so-qua-han-${unit}-${month}${extension}`;
}

interface NamedEvidence {
  readonly unitName: string;
  readonly month: string;
  readonly evidenceKey: string;
}
