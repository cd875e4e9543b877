import '../engines/fixed-seed.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type TableDefinition, tableDefinitions } from '../../infra/tables.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { assignment, unit } from '../notice-planning/facts.ts';
import { emptyTables } from '../plan-notices/empty-tables.ts';
import { type Events, type Mailbox, RandomMail, type TakenMail } from './random-mail.ts';

/**
 * From Wednesday 29/04/2020 on: Thursday 30/04 and Friday 01/05 are holidays, Saturday 02/05 is worked in exchange. Two
 * calm days follow on what happened, 07/05 and 08/05, and a third, Monday 11/05, on which all is whole again.
 */
const FIRST_DAY = '2020-04-29';
const WILD_DAYS = 8;
const CALM_DAYS: readonly Day[] = ['2020-05-07', '2020-05-08', '2020-05-11'];
const DAYS_OFF = new Set(['2020-04-30', '2020-05-01', '2020-05-03']);
const calendar = new WorkingCalendar([
  { date: '2020-04-30', kind: 'holiday', name: 'Ngày Chiến thắng' },
  { date: '2020-05-01', kind: 'holiday', name: 'Ngày Quốc tế lao động' },
  { date: '2020-05-02', kind: 'working', name: 'Làm bù' },
]);
const unitIds = ['so-tttt', 'so-a', 'so-b', 'xa-c'] as const;
const people = ['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => `${name}@an-giang.example`);

type Happening =
  | {
      readonly what: 'row';
      readonly unitId: string;
      readonly head: string | null;
      readonly deputies: readonly string[];
    }
  | { readonly what: 'mailbox'; readonly address: string; readonly mailbox: Mailbox }
  | { readonly what: 'deduct'; readonly unitId: string; readonly month: string }
  | { readonly what: 'mute'; readonly unitId: string }
  | { readonly what: 'report'; readonly unitId: string }
  | { readonly what: 'extend' }
  | { readonly what: 'merge' };

interface WildDay {
  readonly early: readonly Happening[];
  /** Between planning and sending or, where the queue hands the schedule's order on again, planning again. */
  readonly meanwhile: readonly Happening[];
  readonly planned: 'once' | 'twice' | 'again at noon' | 'never';
  readonly sending: 'at once' | 'doubled' | 'at noon' | 'no quota' | 'not at all';
  readonly events: Events;
}

const unitId = fc.constantFrom(...unitIds);
const person = fc.constantFrom(...people);
const row = fc.record({
  what: fc.constant('row' as const),
  unitId,
  head: fc.option(person, { freq: 3 }),
  deputies: fc.uniqueArray(person, { maxLength: 2 }),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: row, weight: 3 },
  fc.record({
    what: fc.constant('mailbox' as const),
    address: person,
    mailbox: fc.constantFrom<Mailbox>('alive', 'dead', 'full'),
  }),
  fc.record({
    what: fc.constant('deduct' as const),
    unitId,
    month: fc.constantFrom('2019-11', '2019-12', '2020-01', '2020-02', '2020-03'),
  }),
  fc.record({ what: fc.constant('mute' as const), unitId }),
  fc.record({ what: fc.constant('report' as const), unitId }),
  fc.constant({ what: 'extend' as const }),
  fc.constant({ what: 'merge' as const }),
);
const wildDay: fc.Arbitrary<WildDay> = fc.record({
  early: fc.array(happening, { maxLength: 4 }),
  meanwhile: fc.array(happening, { maxLength: 2 }),
  planned: fc.constantFrom('once', 'once', 'once', 'twice', 'again at noon', 'never'),
  sending: fc.constantFrom('at once', 'at once', 'doubled', 'at noon', 'no quota', 'not at all'),
  events: fc.constantFrom<Events>('prompt', 'prompt', 'doubled', 'reversed', 'late'),
});

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

class Course {
  readonly mail = new RandomMail(engines);
  readonly units = new Map<string, Unit>();
  readonly deductions = new Set<string>();
  readonly reported = new Set<string>();
  readonly mutedUnits = new Set<string>();
  dueOn: Day = '2020-04-29';
  mergedOn: Day | null = null;
  /** On which the morning was planned again after something had changed. */
  readonly daysPlannedAnew = new Set<Day>();
  /** What was wrong when a mail was taken. */
  readonly strangers: string[] = [];
  readonly mailedAside: string[] = [];
  readonly #changedAt = new Map<string, string>();
  #mutes = 0;

  async begin(): Promise<void> {
    for (const date of ['2020-04-30', '2020-05-01', '2020-05-02']) {
      const kind = date === '2020-05-02' ? 'working' : 'holiday';
      await this.mail.put('calendar', date, { date, kind, name: 'Theo lịch' });
    }
    const order = { assignmentId: '1a', leadUnitId: 'so-tttt', coordinatingUnitIds: ['so-a', 'so-b', 'xa-c'] };
    await this.mail.put('assignment', '1a', assignment({ ...order, dueOn: this.dueOn, validFrom: '2020-01-01' }));
    for (const [position, id] of unitIds.entries()) {
      const parentUnitId = id === 'xa-c' ? 'so-a' : null;
      await this.#register(unit(id, { headEmail: people[position] ?? null, parentUnitId }), '2020-01-01T00:00:00.000Z');
    }
  }

  async #register(row: Unit, at: string): Promise<void> {
    this.units.set(row.unitId, row);
    this.#changedAt.set(row.unitId, at);
    await this.mail.register(row, at);
  }

  async happen(one: Happening, day: Day, time: string): Promise<void> {
    const at = new Date(`${day}T${time}:00+07:00`).toISOString();
    const entered = { actor: 'quan-tri', reason: 'Công văn đến', recordedAt: at };
    switch (one.what) {
      case 'row': {
        const row = this.units.get(one.unitId);
        if (row === undefined) return;
        const deputyEmails = one.deputies.filter((address) => address !== one.head);
        return this.#register({ ...row, headEmail: one.head, deputyEmails: [...deputyEmails] }, at);
      }
      case 'mailbox':
        this.mail.mailboxes.set(one.address, one.mailbox);
        return;
      case 'deduct': {
        const key = `${one.unitId} ${one.month}`;
        if (this.deductions.has(key)) return;
        this.deductions.add(key);
        return this.mail.deduct(one.unitId, one.month, at);
      }
      case 'mute': {
        this.mutedUnits.add(one.unitId);
        const order = { unitId: one.unitId, number: ++this.#mutes, until: '2020-05-06', orderedAt: at };
        await this.mail.stores.mutes.put({
          ...order,
          kinds: ['assignment', 'escalation'],
          actor: 'a',
          reason: 'Sáp nhập',
        });
        return;
      }
      case 'report': {
        this.reported.add(one.unitId);
        const report = {
          assignmentId: '1a',
          unitId: one.unitId,
          round: 0,
          receivedOn: day,
          reference: null,
          file: null,
        };
        await this.mail.stores.assignmentEvents.report({ ...report, ...entered });
        return;
      }
      case 'extend': {
        if (this.dueOn !== '2020-04-29') return;
        const extension = { assignmentId: '1a', unitId: null, dueOn: '2020-05-05', insteadOf: this.dueOn };
        this.dueOn = extension.dueOn;
        await this.mail.stores.assignmentEvents.extend({ ...extension, ...entered, reference: '702/UBND-TH' });
        return;
      }
      case 'merge':
        return this.#merge(day, at);
    }
  }

  async #merge(day: Day, at: string): Promise<void> {
    const row = this.units.get('so-b');
    if (row === undefined || this.mergedOn !== null) return;
    this.mergedOn = day;
    const lineage = { oldUnitId: 'so-b', newUnitId: 'so-a', share: 'full', on: day };
    await this.mail.put('unit-lineage', `so-b#so-a#${day}`, lineage);
    await this.#register({ ...row, validTo: addDays(day, -1) }, at);
  }

  async live(day: Day, { early, meanwhile, planned, sending, events }: WildDay): Promise<void> {
    for (const one of early) await this.happen(one, day, '06:00');
    const asideBefore = new Map(this.mail.knownDead);
    if (planned !== 'never') await this.mail.plan(day);
    await this.mail.tellEvents(); // what was late yesterday comes when the morning is planned
    this.mail.events = events;
    for (const one of meanwhile) await this.happen(one, day, '07:35');
    const isPlannedAnew = (planned === 'twice' || planned === 'again at noon') && meanwhile.length > 0;
    if (isPlannedAnew) this.daysPlannedAnew.add(day);
    if (planned === 'twice') await this.mail.plan(day);
    this.mail.isQuotaUsedUp = sending === 'no quota';
    const takenBefore = this.mail.taken.length;
    if (sending !== 'at noon' && sending !== 'not at all') await this.mail.send(day, '07:40', sending === 'doubled');
    if (planned === 'again at noon') await this.mail.plan(day);
    // What comes back delayed is looked at again, as often as it can come back; at 18:10 the day is over.
    const later = sending === 'not at all' ? [] : ['12:00', '12:20', '12:40', '18:10'];
    for (const time of later) await this.mail.send(day, time);
    this.mail.isQuotaUsedUp = false;
    const taken = this.mail.taken.slice(takenBefore);
    this.#noteStrangers(taken, day);
    for (const mail of taken.filter(isFirst)) this.#noteAsides(mail, asideBefore);
  }

  async calm(day: Day): Promise<void> {
    await this.live(day, { early: [], meanwhile: [], planned: 'once', sending: 'at once', events: 'prompt' });
  }

  /** Every mailbox is alive, every unit has a head, and every row was looked at. */
  async mend(): Promise<void> {
    for (const address of people) this.mail.mailboxes.set(address, 'alive');
    for (const row of this.units.values()) {
      await this.#register({ ...row, headEmail: row.headEmail ?? 'p1@an-giang.example' }, '2020-05-08T12:00:00.000Z');
    }
  }

  /** Of addresses that were aside when the morning was planned, and of which no row changed since. */
  #noteAsides({ noticeId, to, unitIds: ofMail }: TakenMail, asideBefore: ReadonlyMap<string, string>): void {
    for (const address of to) {
      const since = asideBefore.get(address);
      const naming = ofMail.filter((id) => JSON.stringify(this.units.get(id)).includes(address));
      const isAside = since !== undefined && naming.every((id) => (this.#changedAt.get(id) ?? '') <= since);
      if (isAside) this.mailedAside.push(`${noticeId} to ${address}, aside since ${since}`);
    }
  }

  #noteStrangers(mails: readonly TakenMail[], day: Day): void {
    for (const { noticeId, unitIds: ofMail, to } of mails) {
      const rows = ofMail.flatMap((id) => this.units.get(id) ?? []).filter(({ validTo }) => (validTo ?? day) >= day);
      const named = new Set(rows.flatMap(({ headEmail, deputyEmails }) => [headEmail, ...deputyEmails]));
      const strangers = to.filter((address) => !named.has(address));
      if (strangers.length > 0) this.strangers.push(`${noticeId} of ${ofMail.join(', ')} to ${strangers.join(', ')}`);
    }
  }
}

async function clear(): Promise<void> {
  const tables = ['Registry', 'Evaluations', 'Notices', 'Ledger', 'Findings'] as const;
  const keysOf = ({ partitionKey, sortKey }: TableDefinition) => [partitionKey, ...(sortKey ? [sortKey] : [])];
  const keyNames = tables.map((table) => [
    engines.tableNames[table],
    keysOf(tableDefinitions[table]).map(({ name }) => name),
  ]);
  await emptyTables(connectTables(), Object.fromEntries(keyNames));
}

const dayOf = ({ at }: TakenMail) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
const isFirst = ({ noticeId }: TakenMail) => !noticeId.endsWith('_deputies');
const digestOf = ({ noticeId }: TakenMail) => noticeId.replace('_deputies', '');

/** Keys of which there is more than one different value. */
function repeated(pairs: readonly (readonly [key: string, value: string])[]): string[] {
  return [...Map.groupBy(pairs, ([key]) => key)]
    .filter(([, ofKey]) => new Set(ofKey.map(([, value]) => value)).size > 1)
    .map(([key]) => key);
}

test('whatever happens to registry, mailboxes, queue and SES: one digest a person and day, each topic once, none lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wildDay, { minLength: WILD_DAYS, maxLength: WILD_DAYS }), async (wildDays) => {
      // Prepare
      await clear();
      const course = new Course();
      await course.begin();

      // Act
      for (const [position, wild] of wildDays.entries()) await course.live(addDays(FIRST_DAY, position), wild);
      for (const day of CALM_DAYS.slice(0, 2)) await course.calm(day);
      await course.mend();
      for (const day of CALM_DAYS.slice(2)) await course.calm(day);

      // Assess
      const { taken } = course.mail;
      const arrived = taken.filter((mail) => mail.arrived.length > 0);
      expect(taken.filter((mail) => DAYS_OFF.has(dayOf(mail)))).toEqual([]);
      expect(course.strangers).toEqual([]);
      expect(course.mailedAside).toEqual([]);
      // Planned anew, what came meanwhile may go to somebody by another digest: see decision 20.
      const ofOnePlan = taken.filter((mail) => isFirst(mail) && !course.daysPlannedAnew.has(dayOf(mail)));
      expect(
        repeated(ofOnePlan.flatMap((mail) => mail.to.map((one) => [`${dayOf(mail)} ${one}`, mail.noticeId]))),
      ).toEqual([]);
      expect(repeated(arrived.flatMap((mail) => mail.topicIds.map((id) => [id, digestOf(mail)])))).toEqual([]);
      expect(taken.map(({ noticeId }) => noticeId)).toEqual([...new Set(taken.map(({ noticeId }) => noticeId))]);
      const told = new Set(arrived.flatMap(({ topicIds }) => topicIds));
      expect(missed(course, told)).toEqual([]);
    }),
    { numRuns: 12, interruptAfterTimeLimit: 240_000 },
  );
}, 300_000);

/** What had to be told by the last calm day, and was not. */
function missed({ deductions, reported, dueOn, mergedOn }: Course, told: ReadonlySet<string>): string[] {
  const [lastDay = ''] = CALM_DAYS.slice(-1);
  const ofDeductions = [...Map.groupBy([...deductions], (key) => key.replace(/-\d\d$/, '').replace(' ', '#'))].flatMap(
    ([account, ofAccount]) => ofAccount.map((_, position) => `deduction#${account}#${position + 1}`),
  );
  const daysLate = [...daysBetween(addDays(dueOn, 1), lastDay)].filter((day) => calendar.isWorkingDay(day)).length;
  const step = daysLate >= 5 ? 5 : 3;
  const owing = unitIds.filter((id) => !reported.has(id) && (id !== 'so-b' || mergedOn === null));
  const ofReports = owing.map((id) => `assignment#1a#${id}#${dueOn}#${-step}`);
  const ofSuperiors = owing.filter((id) => id !== 'so-tttt').map((id) => `escalation#1a#${id}#${dueOn}#${step}`);
  const lists = owing.some((id) => id !== 'so-tttt') ? [`late-reports#so-tttt#${lastDay}`] : [];
  return [...ofDeductions, ...ofReports, ...ofSuperiors, ...lists].filter((id) => !told.has(id));
}
