import type { Day } from '../../shared/calendar/day.ts';

/** A month of the hand model: what a clerk with a pencil would have on one line. */
export interface ModelMonth {
  state: 'none' | 'proposed' | 'notified' | 'explained' | 'confirmed' | 'withdrawn' | 'reversed';
  revision: number;
  asked: number;
  taken: number;
  /** The last revision of the evaluation: its points, or null where it passed. */
  latest: number | null;
  explainBy: Day | null;
  /** Whether an answer came in time. */
  isAnswered: boolean;
  takenBackBy: 'person' | 're-evaluation' | null;
  /** Whether a person could have confirmed it when a person withdrew it, and nothing was judged anew since. */
  wasDecidable: boolean;
}

export function emptyMonth(): ModelMonth {
  return {
    state: 'none',
    revision: 0,
    asked: 0,
    taken: 0,
    latest: null,
    explainBy: null,
    isAnswered: false,
    takenBackBy: null,
    wasDecidable: false,
  };
}

/** The account as a clerk keeps it: months, and the cap that their sum never passes by what is taken. */
export class HandModel {
  readonly months: ReadonlyMap<string, ModelMonth>;
  readonly #cap: number;
  readonly #hasWindow: boolean;

  constructor(months: readonly string[], cap: number, hasWindow: boolean) {
    this.months = new Map(months.map((month) => [month, emptyMonth()]));
    this.#cap = cap;
    this.#hasWindow = hasWindow;
  }

  get balance(): number {
    return [...this.months.values()].reduce((sum, { taken }) => sum + taken, 0);
  }

  month(name: string): ModelMonth {
    const month = this.months.get(name);
    if (month === undefined) throw new Error(`no month ${name}`);
    return month;
  }

  /** A new revision comes out: at so many points, or passed. */
  judge(name: string, points: number | null): void {
    const month = this.month(name);
    month.revision++;
    month.latest = points;
    if (month.takenBackBy === 'person') {
      // The unit has explained other figures than these.
      if (month.state === 'withdrawn') month.wasDecidable = false;
      return;
    }
    const isOpen = ['proposed', 'notified', 'explained'].includes(month.state);
    if (month.state === 'confirmed') {
      if (month.asked !== (points ?? 0)) this.#take(month, points ?? 0);
      return;
    }
    if (points !== null) this.#begin(month, points);
    else if (isOpen) Object.assign(month, { state: 'withdrawn', takenBackBy: 're-evaluation' });
  }

  accept(name: string, explainBy: Day): void {
    const month = this.month(name);
    month.explainBy = explainBy;
    if (month.state === 'proposed') month.state = 'notified';
  }

  explain(name: string, receivedOn: Day): void {
    const month = this.month(name);
    const isInTime = month.explainBy === null || receivedOn <= month.explainBy;
    if (!isInTime || !['proposed', 'notified', 'explained'].includes(month.state)) return;
    Object.assign(month, { state: 'explained', isAnswered: true });
  }

  endOfDay(on: Day): void {
    for (const month of this.months.values()) {
      if (month.state === 'notified' && month.explainBy !== null && on > month.explainBy) {
        this.#take(month, month.asked);
      }
    }
  }

  /** Whether a person may decide so. */
  may(name: string, decision: string): boolean {
    const { state, explainBy, takenBackBy, asked, latest } = this.month(name);
    const isOpen = ['proposed', 'notified', 'explained'].includes(state);
    if (decision === 'confirm') return state === 'explained' && explainBy !== null;
    if (decision === 'withdraw') return isOpen;
    if (decision === 'reverse') return state === 'confirmed' && asked !== 0;
    return takenBackBy === 'person' && latest !== null;
  }

  decide(name: string, decision: string): void {
    const month = this.month(name);
    if (decision === 'confirm') this.#take(month, month.asked);
    if (decision === 'withdraw') {
      month.wasDecidable = month.explainBy !== null && month.isAnswered;
      Object.assign(month, { state: 'withdrawn', takenBackBy: 'person' });
    }
    if (decision === 'reverse') {
      Object.assign(month, { state: 'reversed', takenBackBy: 'person', taken: 0, wasDecidable: true });
    }
    if (decision === 'reinstate') {
      month.takenBackBy = null;
      if (month.wasDecidable) this.#take(month, month.latest ?? 0);
      else this.#begin(month, month.latest ?? 0);
    }
  }

  #begin(month: ModelMonth, points: number): void {
    if (!this.#hasWindow) {
      this.#take(month, points);
      return;
    }
    const afresh = { state: 'proposed', asked: points, explainBy: null, isAnswered: false, takenBackBy: null };
    Object.assign(month, afresh);
  }

  #take(month: ModelMonth, points: number): void {
    const room = Math.max(0, this.#cap - (this.balance - month.taken));
    Object.assign(month, { state: 'confirmed', asked: points, taken: Math.min(points, room), takenBackBy: null });
  }
}
