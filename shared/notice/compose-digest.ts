import type { AttachedList } from './attached-list.ts';
import type { Evidence } from './evidence.ts';
import { letterHtml } from './letter-html.tsx';
import { letterText } from './letter-text.ts';
import type { DigestOrder } from './notice.ts';
import { type Letterhead, writeLetter } from './write-letter.ts';

export interface ComposedDigest {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What the letter says is attached, besides the lists of dossiers. */
  readonly lists: readonly AttachedList[];
}

/** The mail of a digest: the same letter as HTML and as text. Pure: the same order gives the same bytes. */
export function composeDigest(
  order: DigestOrder,
  evidence: readonly Evidence[],
  letterhead: Letterhead,
): ComposedDigest {
  const letter = writeLetter(order, evidence, letterhead);
  return { subject: letter.subject, html: letterHtml(letter), text: letterText(letter), lists: letter.lists };
}
