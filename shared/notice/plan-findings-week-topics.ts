import { addDays, type Day, dayNumber } from '../calendar/day.ts';
import { startOfDay } from '../calendar/zone.ts';
import type { StandingFinding } from '../finding/standing-of-finding.ts';
import type { DueTopic } from './due-topic.ts';
import type { FindingsRow } from './finding-topic.ts';
import type { FindingFacts } from './plan-finding-topics.ts';

/** About half of what a digest's message holds. */
const MOST_BYTES_OF_ROWS = 100_000;
const DAYS_OF_WEEK = 7;

/**
 * On the first working day of a week, or the next morning that is planned, all that was noticed in the week before, and
 * of all that was noticed until then what is not closed, by unit and kind; nothing where there is nothing.
 *
 * @param unitIds who is told
 */
export function planFindingsWeekTopics(
  day: Day,
  { findings, nameOf, timeZone }: FindingFacts,
  unitIds: readonly string[],
): DueTopic[] {
  const monday = mondayOf(day);
  const week = { firstDay: addDays(monday, -DAYS_OF_WEEK), lastDay: addDays(monday, -1) };
  const fromMs = startOfDay(week.firstDay, timeZone);
  const untilMs = startOfDay(monday, timeZone);
  // What came since is for the next table: one that had nothing to say on Monday does not come on Friday.
  const until = findings.filter(({ noticedAt }) => Date.parse(noticedAt) < untilMs);
  const rows = rowsOf(until, ({ noticedAt }) => Date.parse(noticedAt) >= fromMs, nameOf);
  if (rows.length === 0) return [];
  const sum = (count: (row: FindingsRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  return unitIds.map((unitId) => ({
    topic: {
      kind: 'findings-week',
      topicId: `findings-week#${unitId}#${monday}`,
      unitId,
      unitName: nameOf(unitId),
      ...week,
      rows: asManyAsFit(rows),
      total: rows.length,
      newTotal: sum((row) => row.isNew),
      openTotal: sum((row) => row.open),
    },
    supersededBy: [],
  }));
}

/** Of what asks for nothing (severity `info`) no table is made. */
function rowsOf(
  findings: readonly StandingFinding[],
  isNew: (finding: StandingFinding) => boolean,
  nameOf: (unitId: string) => string,
): FindingsRow[] {
  const told = findings.filter(({ severity }) => severity !== 'info');
  const groups = Map.groupBy(told, ({ unitId, kind }) => `${unitId}#${kind}`);
  const rows = [...groups.values()].flatMap((group): FindingsRow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const inState = (state: string) => group.filter(({ standing }) => standing.state === state).length;
    const { unitId, kind: findingKind } = first;
    const counts = { isNew: group.filter(isNew).length, open: inState('open'), explained: inState('explained') };
    return [{ unitId, unitName: nameOf(unitId), findingKind, ...counts }];
  });
  return rows.filter((row) => row.isNew + row.open + row.explained > 0).toSorted(compareRows);
}

function compareRows(one: FindingsRow, other: FindingsRow): number {
  const key = ({ unitId, findingKind }: FindingsRow) => `${unitId}#${findingKind}`;
  return other.isNew - one.isNew || other.open - one.open || (key(one) < key(other) ? -1 : 1);
}

/** 1970-01-01, day number 0, was a Thursday. */
function mondayOf(day: Day): Day {
  const daysSinceMonday = (((dayNumber(day) + 3) % DAYS_OF_WEEK) + DAYS_OF_WEEK) % DAYS_OF_WEEK;
  return addDays(day, -daysSinceMonday);
}

/** The first is always kept. */
function asManyAsFit(rows: readonly FindingsRow[]): FindingsRow[] {
  let bytes = 0;
  return rows.filter((row, position) => {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    return position === 0 || bytes <= MOST_BYTES_OF_ROWS;
  });
}
