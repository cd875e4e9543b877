import type { AttachedList } from './attached-list.ts';

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
  /** What is told in full, the most urgent first. */
  readonly matters: readonly Matter[];
  /** What found no room on the page; null: all is told in full. */
  readonly further: FurtherMatters | null;
  /** What goes with it besides the lists of dossiers. */
  readonly lists: readonly AttachedList[];
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
  /** What must be read of it even where it has no room but a line: a last day. */
  readonly brief?: string;
  readonly facts: readonly Fact[];
  readonly paragraphs: readonly string[];
  /** What it tells of, where that is too long for a letter: attached in any case. */
  readonly list?: AttachedList;
}

export interface FurtherMatters {
  readonly heading: string;
  /** One line each, in the order of urgency. */
  readonly lines: readonly string[];
  /** How many more there are, and in which files all of it stands. */
  readonly note: string;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}
