import { addMonths, lastDayOf, type Month, monthOf, monthsBetween } from '../calendar/month.ts';
import { isInForce } from '../calendar/validity.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import type { Policy } from './policy.ts';

/**
 * A row of policies that is to be stored, and the one that it replaces: of the same tier, rule and first day. Null where
 * there is none yet.
 */
export interface PolicyChange {
  readonly before: Policy | null;
  readonly after: Policy;
}

/**
 * For each change, the judged months in which it has a part in changing by what a tier is judged by a rule: what came
 * into force, was altered, or is no longer in force. Rows that only hand a month on, the next one saying the same,
 * change nothing in it, nor does an end that no judged month reaches.
 *
 * @param stored all rows of the registry, with those that are replaced; no two of a tier and rule in force on one day
 * @param changes rows that can stand beside each other and beside the rest of those stored
 */
export function retroactiveMonths<Change extends PolicyChange>(
  stored: readonly Policy[],
  changes: readonly Change[],
  judged: Iterable<Month>,
): Map<Change, Month[]> {
  const judgedMonths = [...judged].toSorted();
  const resulting = layOver(stored, changes);
  return new Map(
    changes.map((change) => {
      const ofSubject = (rows: readonly Policy[]) => rows.filter((row) => isOfSameSubject(row, change.after));
      const [then, now] = [ofSubject(stored), ofSubject(resulting)];
      const isChanged = (month: Month) =>
        changesByItself(change, month) && judgesIn(then, month) !== judgesIn(now, month);
      return [change, judgedMonths.filter(isChanged)];
    }),
  );
}

/** The rows of the registry once changes are stored: each replaces that of its tier, rule and first day. */
export function layOver(stored: readonly Policy[], changes: readonly Pick<PolicyChange, 'after'>[]): Policy[] {
  const isReplaced = (row: Policy) =>
    changes.some(({ after }) => isOfSameSubject(row, after) && row.validFrom === after.validFrom);
  return [...stored.filter((row) => !isReplaced(row)), ...changes.map(({ after }) => after)];
}

/**
 * The months up to `last` of which it must be asked whether they are judged: no other month can be changed by these rows.
 */
export function monthsToAsk(changes: readonly PolicyChange[], last: Month): Month[] {
  const found = changes.flatMap((change) =>
    [...monthsBetween(monthOf(change.after.validFrom), last)].filter((month) => changesByItself(change, month)),
  );
  return [...new Set(found)].toSorted();
}

/** In the month itself, or by the day on which the month before ends, after which the month begins. */
function changesByItself({ before, after }: PolicyChange, month: Month): boolean {
  const [then, now] = [before === null ? [] : [before], [after]];
  const monthBefore = addMonths(month, -1);
  return (
    contentOf(inForceIn(then, month)) !== contentOf(inForceIn(now, month)) ||
    inForceIn(then, monthBefore)?.periodStartDay !== inForceIn(now, monthBefore)?.periodStartDay
  );
}

/** What judges a month: the row in force on its last day, and where its period begins. Null: it is not judged. */
function judgesIn(rows: readonly Policy[], month: Month): string | null {
  const row = inForceIn(rows, month);
  if (row === null) return null;
  const { periodStartDay: startDayBefore } = inForceIn(rows, addMonths(month, -1)) ?? row;
  return canonicalJson([contentOf(row), startDayBefore]);
}

function inForceIn(rows: readonly Policy[], month: Month): Policy | null {
  return rows.find((candidate) => isInForce(candidate, lastDayOf(month))) ?? null;
}

/** What a row says, without the days on which it begins and ends. */
function contentOf(row: Policy | null): string | null {
  if (row === null) return null;
  const { validFrom: _validFrom, validTo: _validTo, ...content } = row;
  return canonicalJson(content);
}

function isOfSameSubject(one: Policy, other: Policy): boolean {
  return one.tier === other.tier && one.rule === other.rule;
}

/** Months in words, those that follow each other as one span: `2020-06 to 2020-09, 2021-01`. */
export function describeMonths(months: readonly Month[]): string {
  const spans: { first: Month; last: Month }[] = [];
  for (const month of months) {
    const span = spans.at(-1);
    if (span !== undefined && addMonths(span.last, 1) === month) span.last = month;
    else spans.push({ first: month, last: month });
  }
  return spans.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(', ');
}
