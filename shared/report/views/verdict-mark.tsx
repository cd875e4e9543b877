import type { ReactElement } from 'react';
import type { Verdict } from '../../evaluation/evaluation.ts';
import type { UnitMonth } from '../unit-month.ts';
import { verdictWords } from '../words.ts';

/** Each verdict has a shape of its own: colour alone tells nothing to many readers, and nothing in print. */
const shapes: Readonly<Record<Verdict, ReactElement>> = {
  passed: (
    <>
      <circle cx="8" cy="8" r="7" />
      <path className="cut" d="M4.5 8.3 7 10.8 11.6 5.6" />
    </>
  ),
  exceeded: (
    <>
      <path d="M8 .8 15.6 14.6H.4Z" />
      <path className="cut" d="M8 5.4V9.6M8 11.6V12.6" />
    </>
  ),
  undecided: (
    <>
      <circle cx="8" cy="8" r="6.3" className="hollow" />
      <path d="M8 1.7A6.3 6.3 0 0 0 8 14.3Z" />
    </>
  ),
  'not-judged': (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2" className="hollow" />
      <path className="stroke" d="M4.8 8H11.2" />
    </>
  ),
};

interface VerdictMarkProps {
  readonly verdict: Verdict | null;
  /** Whether the verdict, or a later one, waits for approval. */
  readonly draft?: UnitMonth['draft'] | undefined;
}

/** A verdict as a shape and a word; without a verdict the month is still open. */
export function VerdictMark({ verdict, draft }: VerdictMarkProps) {
  if (verdict === null) return <span className="verdict open">Đang mở</span>;
  return (
    <>
      <span className={`verdict ${verdict}`}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          {shapes[verdict]}
        </svg>
        {verdictWords[verdict]}
      </span>
      {draft !== undefined && <span className="standing draft">{draft === 'only' ? 'Dự thảo' : 'Có dự thảo mới'}</span>}
    </>
  );
}
