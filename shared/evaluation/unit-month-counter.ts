import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { MonthRules } from '../policy/month-rules.ts';
import type { CanonicalLine } from '../snapshot/canonical-line.ts';
import { asOfEnd, type Standing } from '../snapshot/last-seen-before-end.ts';
import { type CountedDossier, countDossier } from '../tally/count-dossier.ts';
import { noCounts } from '../tally/tally.ts';
import {
  isPerhapsHandled,
  leavesUnknown,
  mayBelong,
  type PartlyKnown,
  type RejectedLine,
  type VanishedLine,
} from './bound-unknown.ts';
import { orNull, overdueRow, rejectedRow, rowWithoutDueDate, vanishedRow } from './list-dossier.ts';
import type { OverdueDossier, OverdueShareMonth, UnknownDossier } from './unit-month.ts';
import { shareOf, type Weight, weighDossier } from './weigh-dossier.ts';

type DossierLine = Extract<CanonicalLine, { kind: 'dossier' }>;
type StandingDossier = Standing & CountedDossier;

/** A unit whose month is to be counted, and by what rules. */
export interface CountedUnit extends Pick<MonthRules, 'period' | 'counting' | 'basis'> {
  readonly unitId: string;
}

/** Counts one unit's month, line by line, in any order. */
export class UnitMonthCounter {
  readonly #unit: CountedUnit;
  readonly #isAfterEnd: boolean;
  readonly #zone: ZoneOffsets;
  readonly #counts = noCounts();
  readonly #ownCounts = noCounts();
  readonly #overdue: OverdueDossier[] = [];
  readonly #withoutDueDate: UnknownDossier[] = [];
  /** dossier code -> what it is to the rate, of all that are anything to it, or may be if a row contradicts them */
  readonly #weights = new Map<string, Weight & { readonly isPerhapsHandled: boolean }>();
  /** dossier code (or line number, where it has none) -> a row that could not be read, or a dossier that vanished */
  readonly #unseen = new Map<string, UnknownDossier>();

  /** @param isAfterEnd whether the copy's day lies after the period */
  constructor(unit: CountedUnit, isAfterEnd: boolean, zone: ZoneOffsets) {
    this.#unit = unit;
    this.#isAfterEnd = isAfterEnd;
    this.#zone = zone;
  }

  /** @param isOwn whether the line is about the unit itself, not a unit below it */
  add(line: CanonicalLine, isOwn: boolean): void {
    if (line.kind === 'dossier') this.#addDossier(line, isOwn);
    else if (line.kind === 'rejected') this.#addRejected(line);
    else this.#addVanished(line);
  }

  /**
   * The counts are as the first row of each dossier says; a dossier that another row contradicts is unknown, in the
   * unit of either row, so that numerator, unknown and denominator are the same whichever row came first.
   *
   * @param contradicted dossier code -> the first row that contradicts it, whichever unit it names
   */
  result(contradicted: ReadonlyMap<string, RejectedLine>): OverdueShareMonth {
    const doubtful = this.#doubtful(contradicted);
    const codes = new Set(doubtful.map(({ dossierCode }) => dossierCode));
    const isCertain = ({ dossierCode }: { dossierCode: string | null }) => !codes.has(dossierCode);
    const others = [...this.#withoutDueDate, ...this.#unseenAndNotSettled()].filter(isCertain);
    return {
      counts: this.#counts,
      ownCounts: this.#ownCounts,
      share: shareOf(this.#counts, this.#unit.basis),
      overdue: this.#overdue.filter(isCertain).toSorted(byCode),
      unknown: [...others, ...doubtful].toSorted(byCode),
    };
  }

  #addDossier(line: DossierLine, isOwn: boolean): void {
    const { period, counting, basis } = this.#unit;
    const { dossier } = line;
    const lastSeen = this.#isAfterEnd ? lastSeenOf(line) : null;
    const now = standingNow(dossier);
    const counted = asOfEnd(now, lastSeen, period.endMs);
    const outcome = countDossier(this.#counts, counted, period, counting, this.#zone);
    if (isOwn) countDossier(this.#ownCounts, counted, period, counting, this.#zone);
    const weight = weighDossier(basis, counted, outcome, period, counting);
    const perhaps =
      isPerhapsHandled(knownOf(now), period) ||
      (lastSeen !== null && isPerhapsHandled(knownOf({ ...now, ...lastSeen }), period));
    if (!weight.inDenominator && !weight.isUnknown && !perhaps) return;
    this.#weights.set(dossier.dossierCode, { ...weight, isPerhapsHandled: perhaps });
    if (weight.isOverdue) this.#overdue.push(overdueRow(dossier, counted, outcome));
    if (weight.isUnknown) this.#withoutDueDate.push(rowWithoutDueDate(dossier, counted, outcome, weight));
  }

  #addRejected(row: RejectedLine): void {
    if (mayBelong(row, this.#unit.period)) this.#addUnseen(row.dossierCode ?? `row ${row.row}`, rejectedRow(row));
  }

  #addVanished(vanished: VanishedLine): void {
    if (!leavesUnknown(vanished, this.#unit.period, this.#unit.basis)) return;
    this.#addUnseen(vanished.dossierCode, vanishedRow(vanished));
  }

  /** Of several lines about one dossier the first rejected row stands for all, in whatever order they come. */
  #addUnseen(key: string, unknown: UnknownDossier): void {
    const known = this.#unseen.get(key);
    if (known === undefined || rowOf(unknown) < rowOf(known)) this.#unseen.set(key, unknown);
  }

  /**
   * A row that cannot be read and names a dossier counted by another line makes that one unknown; where that one is
   * overdue or unknown already, nothing is added. All others come on top of the denominator.
   */
  #unseenAndNotSettled(): UnknownDossier[] {
    const unsettled: UnknownDossier[] = [];
    for (const [key, unknown] of this.#unseen) {
      const weight = this.#weights.get(key);
      if (weight?.isOverdue || weight?.isUnknown) continue;
      unsettled.push({ ...unknown, inDenominator: weight?.inDenominator ?? false });
    }
    return unsettled;
  }

  /** Contradicted dossiers of which some row of this unit may have been handled in the period. */
  #doubtful(contradicted: ReadonlyMap<string, RejectedLine>): UnknownDossier[] {
    const doubtful: UnknownDossier[] = [];
    for (const [code, row] of contradicted) {
      const weight = this.#weights.get(code);
      if (!this.#unseen.has(code) && !weight?.isPerhapsHandled) continue;
      const inNumerator = weight?.isOverdue ?? false;
      doubtful.push({ ...rejectedRow(row), inDenominator: weight?.inDenominator ?? false, inNumerator });
    }
    return doubtful;
  }
}

function standingNow({ unitId, statusClass, receivedAtMs, dueAtMs, completedAtMs }: Dossier): StandingDossier {
  return {
    unitId,
    statusClass,
    receivedAtMs,
    dueAtMs: dueAtMs ?? Number.NaN,
    completedAtMs: completedAtMs ?? Number.NaN,
  };
}

function lastSeenOf({ lastSeenBeforeEnd }: DossierLine): Standing | null {
  if (lastSeenBeforeEnd === undefined) return null;
  const { unitId, statusClass, dueAt, completedAt } = lastSeenBeforeEnd;
  return { unitId, statusClass, dueAtMs: dueAt ?? Number.NaN, completedAtMs: completedAt ?? Number.NaN };
}

function knownOf({ statusClass, receivedAtMs, completedAtMs }: CountedDossier): PartlyKnown {
  return { statusClass, receivedAt: receivedAtMs, completedAt: orNull(completedAtMs) };
}

function rowOf({ cause }: UnknownDossier): number {
  return cause.kind === 'rejected' ? cause.row : Number.POSITIVE_INFINITY;
}

interface Sortable {
  readonly dossierCode: string | null;
  readonly cause?: UnknownDossier['cause'];
}

function byCode(first: Sortable, second: Sortable): number {
  return compareText(sortKey(first), sortKey(second));
}

/** What has no code comes first, by its row. */
function sortKey({ dossierCode, cause }: Sortable): string {
  if (dossierCode !== null) return dossierCode;
  return cause?.kind === 'rejected' ? ` ${String(cause.row).padStart(12, '0')}` : ' ';
}

function compareText(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
