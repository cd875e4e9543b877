import * as fc from 'fast-check';

/** A dossier's rows on 10, 11 and 12/06/2020 (null: none), and what must be noticed of it: `<kind> <day of the month>`. */
export interface Story {
  readonly rows: readonly [string | null, string | null, string | null];
  readonly noticed: readonly string[];
}

interface Row {
  readonly unit?: string;
  readonly received?: string;
  readonly due?: string;
  readonly completed?: string;
  readonly status?: string;
}

/** From one state to another, on a day of June; with the kinds that this must give. Hours are any. */
type Edit = (day: string, hour: string) => readonly [before: Row | null, after: Row | null, ...kinds: string[]];

const OVERDUE = { due: '05/06/2020 17:00' };
const FAR = { due: '30/06/2020 17:00' };
const endedLate = { ...OVERDUE, completed: '08/06/2020 09:00', status: 'done' };
const endedInTime = { ...FAR, completed: '08/06/2020 09:00', status: 'done' };

const edits: Readonly<Record<string, Edit>> = {
  // What gives a finding.
  moveDue: (_, hour) => [OVERDUE, { due: `20/07/2020 ${hour}:00` }, 'due-date-moved-after-it-passed'],
  removeDue: () => [OVERDUE, { due: '' }, 'due-date-removed'],
  removeNearDue: (day, hour) => [{ due: `${day}/06/2020 ${hour}:00` }, { due: '' }, 'due-date-removed'],
  backdate: (_, hour) => [
    OVERDUE,
    { ...OVERDUE, completed: `04/06/2020 ${hour}:00`, status: 'done' },
    'completed-before-seen-open',
  ],
  endWithoutDate: () => [FAR, { ...FAR, status: 'done' }, 'ended-without-date'],
  bringEndedWithoutDate: () => [null, { ...FAR, status: 'done' }, 'ended-without-date'],
  makeTimely: (_, hour) => [endedLate, { ...endedLate, completed: `04/06/2020 ${hour}:00` }, 'late-made-timely'],
  makeReturned: () => [endedLate, { ...endedLate, status: 'returned' }, 'late-made-timely'],
  vanish: () => [FAR, null, 'vanished-while-open'],
  vanishPaused: () => [{ ...FAR, status: 'paused' }, null, 'vanished-while-open'],
  vanishEnded: () => [endedInTime, null, 'vanished-after-end'],
  uncount: () => [FAR, { ...FAR, status: 'new' }, 'no-longer-counted'],
  moveUnit: () => [OVERDUE, { ...OVERDUE, unit: 'U2' }, 'moved-while-overdue'],
  moveUnitAndDue: () => [OVERDUE, { ...FAR, unit: 'U2' }, 'due-date-moved-after-it-passed', 'moved-while-overdue'],
  reopen: () => [endedInTime, FAR, 'status-went-back'],
  pauseEnded: () => [endedInTime, { ...FAR, status: 'paused' }, 'status-went-back'],
  pauseNearDue: (day, hour) => [
    { due: `${day}/06/2020 ${hour}:00` },
    { due: `${day}/06/2020 ${hour}:00`, status: 'paused' },
    'supplement-near-due-date',
  ],
  bringDueBeforeReceived: () => [
    null,
    { due: '02/06/2020 08:00', received: '03/06/2020 08:00' },
    'due-before-received',
  ],
  setDueBeforeReceived: () => [FAR, { due: '29/05/2020 08:00' }, 'due-before-received'],
  bringEndedBeforeReceived: () => [
    null,
    { ...FAR, completed: '31/05/2020 08:00', status: 'done' },
    'completed-before-received',
  ],
  // What is lawful, or harmless.
  bring: () => [null, FAR],
  bringOverdue: () => [null, OVERDUE],
  stand: () => [OVERDUE, OVERDUE],
  extendInTime: (_, hour) => [FAR, { due: `20/07/2020 ${hour}:00` }],
  bringForward: (_, hour) => [FAR, { due: `29/06/2020 ${hour}:00` }],
  removeFarDue: () => [FAR, { due: '' }],
  giveDue: () => [{ due: '' }, FAR],
  endLate: (day, hour) => [OVERDUE, { ...OVERDUE, completed: `${day}/06/2020 ${hour}:00`, status: 'done' }],
  endInTime: (day, hour) => [FAR, { ...FAR, completed: `${day}/06/2020 ${hour}:00`, status: 'done' }],
  returnIt: (day, hour) => [FAR, { ...FAR, completed: `${day}/06/2020 ${hour}:00`, status: 'returned' }],
  returnWithoutDate: () => [FAR, { ...FAR, status: 'returned' }],
  mendLateEnd: (_, hour) => [endedLate, { ...endedLate, completed: `09/06/2020 ${hour}:00` }],
  mendTimelyEnd: (_, hour) => [endedInTime, { ...endedInTime, completed: `07/06/2020 ${hour}:00` }],
  moveUnitInTime: () => [FAR, { ...FAR, unit: 'U2' }],
  moveEnded: () => [endedLate, { ...endedLate, unit: 'U2' }],
  pauseFar: () => [FAR, { ...FAR, status: 'paused' }],
  pauseOverdue: () => [OVERDUE, { ...OVERDUE, status: 'paused' }],
  liftInTime: () => [{ ...FAR, status: 'paused' }, FAR],
  mendReceived: () => [FAR, { ...FAR, received: '02/06/2020 08:00' }],
  count: () => [{ ...FAR, status: 'new' }, FAR],
};

const NEAR = { due: '11/06/2020 17:00' };
/** Of three days at once: how it stands on each, and what must be noticed. */
const courses: Readonly<Record<string, readonly [Row | null, Row | null, Row | null, ...noticed: string[]]>> = {
  pauseOverDueDate: [
    NEAR,
    { ...NEAR, status: 'paused' },
    NEAR,
    'supplement-near-due-date 11',
    'supplement-lifted-after-due-date 12',
  ],
  pauseOverDueDateAndEnd: [
    NEAR,
    { ...NEAR, status: 'paused' },
    { ...NEAR, completed: '12/06/2020 09:00', status: 'done' },
    'supplement-near-due-date 11',
    'supplement-lifted-after-due-date 12',
  ],
  pauseAndReturn: [
    NEAR,
    { ...NEAR, status: 'paused' },
    { ...NEAR, completed: '12/06/2020 09:00', status: 'returned' },
    'supplement-near-due-date 11',
  ],
  pauseAndLiftInTime: [
    { due: '12/06/2020 17:00' },
    { due: '12/06/2020 17:00', status: 'paused' },
    { due: '12/06/2020 17:00' },
    'supplement-near-due-date 11',
  ],
  pausedBeforeAnybodyLooked: [{ ...NEAR, status: 'paused' }, { ...NEAR, status: 'paused' }, NEAR],
  pauseOfWhichTheDueDateIsExtended: [NEAR, { ...FAR, status: 'paused' }, FAR, 'supplement-near-due-date 11'],
  vanishAndComeBack: [FAR, null, FAR, 'vanished-while-open 11'],
  vanishAndComeBackBackdated: [
    FAR,
    null,
    { ...FAR, completed: '09/06/2020 09:00', status: 'done' },
    'vanished-while-open 11',
    'completed-before-seen-open 12',
  ],
  endAndReopenAndEnd: [
    endedInTime,
    FAR,
    { ...FAR, completed: '09/06/2020 09:00', status: 'done' },
    'status-went-back 11',
    'completed-before-seen-open 12',
  ],
  endWithoutDateAndGiveAnEarlierOne: [
    NEAR,
    { ...NEAR, due: '10/06/2020 23:00', status: 'done' },
    { ...NEAR, due: '10/06/2020 23:00', completed: '10/06/2020 10:00', status: 'done' },
    'ended-without-date 11',
    'late-made-timely 12',
  ],
};

function rowOf(code: string, row: Row | null): string | null {
  if (row === null) return null;
  const { unit = 'U1', received = '01/06/2020 08:00', due = '', completed = '', status = 'open' } = row;
  return [code, unit, received, due, completed, status].join(',');
}

const editName = fc.constantFrom(...Object.keys(edits));
const courseName = fc.constantFrom(...Object.keys(courses));
const hour = fc.integer({ min: 9, max: 23 }).map((number) => String(number).padStart(2, '0'));

const editStory = fc
  .record({ name: editName, day: fc.constantFrom('11', '12'), hour })
  .map((given) => (code: string) => {
    const [before, after, ...kinds] = edits[given.name]?.(given.day, given.hour) ?? [null, null];
    const [was, is] = [rowOf(code, before), rowOf(code, after)];
    return {
      rows: [was, given.day === '11' ? is : was, is],
      noticed: kinds.map((kind) => `${kind} ${given.day}`),
    } as const;
  });

const courseStory = courseName.map((name) => (code: string) => {
  const [first, second, third, ...noticed] = courses[name] ?? [null, null, null];
  return { rows: [rowOf(code, first), rowOf(code, second), rowOf(code, third)], noticed } as const;
});

/** Some dossiers with what happens to them, under the codes A0, A1 and so on. */
export const stories: fc.Arbitrary<(Story & { readonly code: string })[]> = fc
  .array(fc.oneof(editStory, courseStory), { minLength: 1, maxLength: 30 })
  .map((all) => all.map((story, number) => ({ ...story(`A${number}`), code: `A${number}` })));
