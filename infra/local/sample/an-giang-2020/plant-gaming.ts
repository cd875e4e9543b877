import type { WorkingCalendar } from '../../../../shared/calendar/working-days.ts';
import type { DossierHistory, DossierState, DossierVersion } from './dossier-history.ts';
import { planted } from './planted.ts';
import type { SampleUnit } from './sample-unit.ts';
import { dayOf, type WallMs, wallMsOf } from './working-hours.ts';

/** What a planted dossier goes through instead; null where its own history does not lend itself to it. */
type Rewrite = (history: DossierHistory) => readonly DossierVersion[] | null;

/**
 * The histories, some of them rewritten as people do who mend a rate by the entries and not by the work, besides the
 * habits of whole units: one kind of it in one unit each.
 */
export function plantGaming(
  histories: readonly DossierHistory[],
  units: readonly SampleUnit[],
  calendar: WorkingCalendar,
): DossierHistory[] {
  const { pausedOverDueDate, wentBack, endedWithoutDate, movedWhileOverdue } = planted;
  const receiver = units.find(({ unitId }) => unitId === movedWhileOverdue.toUnitId);
  if (receiver === undefined) throw new RangeError(`${movedWhileOverdue.toUnitId} is no unit of the sample.`);
  const rewritten = new Map([
    ...rewriteSome(histories, pausedOverDueDate, (history) => pauseOverDueDate(history, calendar)),
    ...rewriteSome(histories, wentBack, (history) => goBack(history, calendar)),
    ...rewriteSome(histories, endedWithoutDate, endWithoutDate),
    ...rewriteSome(histories, movedWhileOverdue, (history) => moveOn(history, receiver, calendar)),
  ]);
  return histories.map((history) => rewritten.get(history) ?? history);
}

interface Planted {
  readonly unitId: string;
  /** Of dossiers received from this month on ... */
  readonly since: string;
  /** ... the first so many that lend themselves to it. */
  readonly count: number;
}

function rewriteSome(
  histories: readonly DossierHistory[],
  { unitId, since, count }: Planted,
  rewrite: Rewrite,
): [DossierHistory, DossierHistory][] {
  const found = histories
    .filter(({ unit, receivedAt }) => unit.unitId === unitId && dayOf(receivedAt) >= since)
    .flatMap((history): [DossierHistory, DossierHistory][] => {
      const versions = rewrite(history);
      return versions === null ? [] : [[history, { ...history, versions }]];
    })
    .slice(0, count);
  if (found.length < count) throw new RangeError(`${unitId} has only ${found.length} dossiers to plant, not ${count}.`);
  return found;
}

/** What was finished late: paused on the working day before it fell due, and lifted on the next after, before it is finished. */
function pauseOverDueDate(history: DossierHistory, calendar: WorkingCalendar): DossierVersion[] | null {
  const late = plainEndingOf(history);
  if (late === null) return null;
  const { open, dueAt, endedAt } = late;
  const pausedAt = workingMoment(dueAt, -1, calendar);
  const liftedAt = workingMoment(dueAt, 1, calendar);
  if (history.receivedAt >= pausedAt || dayOf(endedAt) <= dayOf(liftedAt)) return null;
  const paused = { from: pausedAt, state: { ...open.state, status: '5' }, misprint: null } as const;
  return [open, paused, { ...open, from: liftedAt }, ...history.versions.slice(1)];
}

/** What was finished in time: two working days after, it is shown as being worked on again, and finished anew in time. */
function goBack(history: DossierHistory, calendar: WorkingCalendar): DossierVersion[] | null {
  const ending = plainEndingOf(history);
  const last = history.versions.at(-1);
  if (ending === null || last === undefined) return null;
  const backAt = workingMoment(last.from, 2, calendar);
  const againAt = workingMoment(last.from, 4, calendar);
  if (againAt >= ending.dueAt) return null;
  const again: DossierState = { ...last.state, completedAt: againAt, returnedAt: againAt };
  return [...history.versions, { ...ending.open, from: backAt }, { from: againAt, state: again, misprint: null }];
}

/** What was finished in time is entered as ended, with no date of the end; the due date comes after the sample's last day. */
function endWithoutDate(history: DossierHistory): DossierVersion[] | null {
  const ending = plainEndingOf(history);
  const last = history.versions.at(-1);
  const sampleEnd = wallMsOf(planted.lastDay);
  if (ending === null || last === undefined || ending.dueAt < sampleEnd || last.from >= sampleEnd) return null;
  return [ending.open, { ...last, state: { ...last.state, completedAt: null, returnedAt: null } }];
}

/** What was finished late comes under another unit on the second working day after it had fallen due. */
function moveOn(history: DossierHistory, receiver: SampleUnit, calendar: WorkingCalendar): DossierVersion[] | null {
  const ending = plainEndingOf(history);
  if (ending === null) return null;
  const movedAt = workingMoment(ending.dueAt, 2, calendar);
  if (dayOf(ending.endedAt) <= dayOf(movedAt)) return null;
  const moved = [{ ...ending.open, from: movedAt }, ...history.versions.slice(1)];
  return [ending.open, ...moved.map((version) => ({ ...version, handledBy: receiver }))];
}

interface PlainEnding {
  readonly open: DossierVersion;
  readonly dueAt: WallMs;
  readonly endedAt: WallMs;
}

/** Of a dossier that was accepted, then finished, and nothing else. */
function plainEndingOf({ versions }: DossierHistory): PlainEnding | null {
  const [open, ...endings] = versions;
  const endedAt = endings[0]?.state.completedAt ?? null;
  const isPlain = endings.every(({ state, misprint }) => misprint === null && ['9', '10'].includes(state.status));
  if (open === undefined || open.misprint !== null || open.state.dueAt === null || endedAt === null) return null;
  return isPlain ? { open, dueAt: open.state.dueAt, endedAt } : null;
}

/** Ten in the morning, some working days from a moment's day. */
function workingMoment(from: WallMs, workingDays: number, calendar: WorkingCalendar): WallMs {
  return wallMsOf(calendar.addWorkingDays(dayOf(from), workingDays), 10);
}
