/** A digest as content without form: the HTML and the text part are two renderings of the same letter. */
export interface Letter {
  readonly subject: string;
  /** Who writes: the system's name and its province ... */
  readonly sender: string;
  /** ... and what the system is. */
  readonly office: string;
  readonly date: string;
  readonly addressee: string;
  /** The units that it is about. */
  readonly units: string;
  readonly opening: readonly string[];
  readonly matters: readonly Matter[];
  readonly closing: readonly string[];
  readonly contact: Fact;
  /** By which a reader and an admin can speak of the same mail. */
  readonly reference: string;
}

/** One thing that the letter tells. */
export interface Matter {
  readonly tone: 'deduction' | 'overdue' | 'today' | 'coming';
  /** What stands out: how urgent it is, or what was taken off. */
  readonly label: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly paragraphs: readonly string[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}
