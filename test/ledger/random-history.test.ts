import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { checkChain } from '../../shared/ledger/append-entry.ts';
import { balanceOf, isCounted } from '../../shared/ledger/balance-of.ts';
import { decideOnDeduction, decisions, type Ruling } from '../../shared/ledger/decide-on-deduction.ts';
import { deductionsOf, findDeduction } from '../../shared/ledger/deductions-of.ts';
import { draftExplanation } from '../../shared/ledger/draft-explanation.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { nextConsequence, planConsequences } from '../../shared/ledger/plan-consequences.ts';
import { settleDeduction } from '../../shared/ledger/settle-deduction.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { HandModel } from './hand-model.ts';
import { afternoonOf, calendar, enterAll, judged, settlingDay } from './histories.ts';

const months = ['2020-05', '2020-06', '2020-07'];
const month = fc.constantFrom(...months);
const rule = 'overdue-share';

type Step =
  | { readonly kind: 'judge'; readonly month: string; readonly points: number | null }
  | { readonly kind: 'mail'; readonly month: string }
  | { readonly kind: 'explain'; readonly month: string; readonly daysAgo: number }
  | { readonly kind: 'decide'; readonly month: string; readonly decision: (typeof decisions)[number] }
  | { readonly kind: 'settle'; readonly daysOn: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('judge' as const),
    month,
    points: fc.option(fc.constantFrom(30, 50, 80), { nil: null, freq: 3 }),
  }),
  fc.record({ kind: fc.constant('mail' as const), month }),
  fc.record({ kind: fc.constant('explain' as const), month, daysAgo: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant('decide' as const), month, decision: fc.constantFrom(...decisions) }),
  fc.record({ kind: fc.constant('settle' as const), daysOn: fc.integer({ min: 0, max: 9 }) }),
);

/** The account and all around it, as the functions see it. */
class Province {
  entries: LedgerEntry[] = [];
  day: Day = '2020-08-03';
  steps = 0;
  readonly #latest = new Map<string, Evaluation>();
  /** month -> the day on which the mail system took the mail that tells the proposal of that sequence */
  readonly #mails = new Map<string, { sequence: number; on: Day }>();
  readonly #terms: Partial<NonNullable<Evaluation['consequence']>>;

  constructor(cap: number, explanationWorkingDays: number) {
    this.#terms = { yearlyCapHundredths: cap, explanationWorkingDays };
  }

  judge(name: string, points: number | null): void {
    const revision = (this.#latest.get(name)?.revision ?? 0) + 1;
    const evaluation = { ...judged(name, revision, points, this.#terms), recordedAt: afternoonOf(this.day) };
    this.#latest.set(name, evaluation);
    const planned = planConsequences(this.entries, evaluation);
    const before = this.entries;
    this.entries = enterAll(before, (entries) => nextConsequence(entries, evaluation));
    expect(this.entries.slice(before.length)).toEqual(planned);
    // An order that is carried on after it was cut off enters nothing a second time.
    expect(planConsequences(this.entries, evaluation)).toEqual([]);
  }

  /** The mail of the proposal that stands is accepted; settled at once, so that the model need not wait. */
  mail(name: string): Day | null {
    const deduction = findDeduction(this.entries, { month: name, rule });
    const isUntold = deduction?.proposal && deduction.notified === null;
    if (!isUntold || !['proposed', 'explained'].includes(deduction.state)) return null;
    this.#mails.set(name, { sequence: deduction.proposal.sequence, on: this.day });
    this.settle();
    return calendar.addWorkingDays(this.day, 5);
  }

  settle(): void {
    for (const name of months) {
      this.entries = enterAll(this.entries, (entries) => {
        const deduction = findDeduction(entries, { month: name, rule });
        const mail = this.#mails.get(name);
        const isOfProposal = mail !== undefined && mail.sequence === deduction?.proposal?.sequence;
        const acceptance = isOfProposal ? { noticeId: `${name}#${mail.sequence}`, on: mail.on } : null;
        return deduction && settleDeduction(deduction, acceptance, settlingDay(this.day));
      });
    }
  }

  decide(name: string, decision: (typeof decisions)[number]): boolean {
    const order = { unitId: 'so-khdt', month: name, rule, decision, actor: 'admin', reference: null };
    const latest = this.#latest.get(name) ?? null;
    const circumstances = { at: afternoonOf(this.day), on: this.day, latest, approval: null };
    const reason = `bước ${this.steps}`;
    return this.#enterOnce((entries) => decideOnDeduction(entries, { ...order, reason }, circumstances));
  }

  explain(name: string, receivedOn: Day): boolean {
    const order = { unitId: 'so-khdt', month: name, rule, receivedOn, reference: null, actor: 'van-thu' };
    const explanation = { ...order, text: `bước ${this.steps}`, reason: 'Công văn đến' };
    return this.#enterOnce((entries) =>
      draftExplanation(entries, explanation, afternoonOf(this.day), 'Asia/Ho_Chi_Minh'),
    );
  }

  /** Every order comes twice, as asynchronous calls may: it is entered once. Returns whether it was possible. */
  #enterOnce(ruleOn: (entries: readonly LedgerEntry[]) => Ruling): boolean {
    const before = this.entries.length;
    try {
      this.entries = enterAll(this.entries, (entries) => ruleOn(entries).draft ?? null);
      expect(this.entries).toHaveLength(before + 1);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}

function take(action: Step, province: Province, model: HandModel): void {
  province.steps++;
  switch (action.kind) {
    case 'judge':
      province.judge(action.month, action.points);
      model.judge(action.month, action.points);
      break;
    case 'mail': {
      const explainBy = province.mail(action.month);
      if (explainBy !== null) model.accept(action.month, explainBy);
      model.endOfDay(province.day);
      break;
    }
    case 'explain': {
      const receivedOn = addDays(province.day, -action.daysAgo);
      if (province.explain(action.month, receivedOn)) model.explain(action.month, receivedOn);
      break;
    }
    case 'decide': {
      const isPossible = model.may(action.month, action.decision);
      expect([action, province.decide(action.month, action.decision)]).toEqual([action, isPossible]);
      if (isPossible) model.decide(action.month, action.decision);
      break;
    }
    case 'settle':
      province.day = addDays(province.day, action.daysOn);
      province.settle();
      model.endOfDay(province.day);
  }
}

function assess(entries: readonly LedgerEntry[], model: HandModel, cap: number): void {
  const derived = new Map(deductionsOf(entries).map((deduction) => [deduction.month, deduction]));
  for (const [name, { state, asked, taken }] of model.months) {
    const deduction = derived.get(name);
    expect([name, deduction?.state ?? 'none', deduction?.takenHundredths ?? 0]).toEqual([name, state, taken]);
    if (state !== 'none') expect(deduction?.askedHundredths).toBe(asked);
  }
  expect(balanceOf(entries)).toBe(model.balance);
  expect(balanceOf(entries)).toBeLessThanOrEqual(cap);
  expect(balanceOf(entries)).toBeGreaterThanOrEqual(0);
  expect([...derived.values()].flatMap((deduction) => deduction.entries)).toHaveLength(entries.length);
  expect(() => checkChain(entries)).not.toThrow();
}

/** No points are taken of a proposal before its unit was told. */
function neverBeforeTold(entries: readonly LedgerEntry[]): boolean {
  return deductionsOf(entries).every(({ entries: ofDeduction }) => {
    let isTold = true;
    return ofDeduction.every(({ event, pointsHundredths }) => {
      if (event === 'proposed') isTold = false;
      if (event === 'notified') isTold = true;
      const takesPoints = isCounted(event) && pointsHundredths > 0;
      return isTold || !takesPoints;
    });
  });
}

const history = fc.record({
  cap: fc.constantFrom(60, 100, 1000),
  hasWindow: fc.boolean(),
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

test('whatever comes in whatever order, the account is what a clerk with a pencil would have', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(history, ({ cap, hasWindow, steps }) => {
      // Prepare
      const province = new Province(cap, hasWindow ? 5 : 0);
      const model = new HandModel(months, cap, hasWindow);
      for (const action of steps) {
        // Act
        const before = province.entries;
        take(action, province, model);

        // Assess: nothing is lost or changed, and what is derived is what the model says
        expect(province.entries.slice(0, before.length)).toEqual(before);
        assess(province.entries, model, cap);
        for (const { state } of deductionsOf(province.entries)) reached.add(state);
      }
      expect(neverBeforeTold(province.entries)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect([...reached].toSorted()).toEqual(['confirmed', 'explained', 'notified', 'proposed', 'reversed', 'withdrawn']);
});
