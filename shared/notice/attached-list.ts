/** A list that is too long for a letter: it goes with the mail as CSV and as a workbook. */
export interface AttachedList {
  /** The files' name without its extension: letters without marks, digits and `-`. */
  readonly stem: string;
  /** The workbook's sheet: at most 31 characters, none of `\ / ? * [ ] :`. */
  readonly sheet: string;
  /** Widths in characters. */
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** How a letter names the two files of a list: `bao-cao-cham-2020-07-09.xlsx (hoặc .csv)` */
export function filesOf({ stem }: Pick<AttachedList, 'stem'>): string {
  return `${stem}.xlsx (hoặc ${stem}.csv)`;
}
