import type { Period } from '../calendar/period.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { MonthRules } from '../policy/month-rules.ts';
import type { CanonicalLine } from '../snapshot/canonical-line.ts';
import { type CountedDossier, countDossier, hasEnded, type Outcome } from '../tally/count-dossier.ts';
import { noCounts } from '../tally/tally.ts';
import { leavesUnknown, mayBelong, type RejectedLine, type VanishedLine } from './bound-unknown.ts';
import type { OverdueDossier, UnitMonth, UnknownDossier } from './unit-month.ts';
import { type Weight, weighDossier } from './weigh-dossier.ts';

type DossierLine = Extract<CanonicalLine, { kind: 'dossier' }>;

/** A unit whose month is to be counted, and by what rules. */
export interface CountedUnit extends Pick<MonthRules, 'period' | 'counting' | 'basis'> {
  readonly unitId: string;
}

/** Counts one unit's month, line by line, in any order. */
export class UnitMonthCounter {
  readonly #unit: CountedUnit;
  readonly #zone: ZoneOffsets;
  readonly #counts = noCounts();
  readonly #ownCounts = noCounts();
  readonly #overdue: OverdueDossier[] = [];
  readonly #withoutDueDate: UnknownDossier[] = [];
  /** dossier code -> what it is to the rate, of all that are anything to it */
  readonly #weights = new Map<string, Weight>();
  /** dossier code (or line number, where it has none) -> a row that could not be read, or a dossier that vanished */
  readonly #unseen = new Map<string, UnknownDossier>();

  constructor(unit: CountedUnit, zone: ZoneOffsets) {
    this.#unit = unit;
    this.#zone = zone;
  }

  /** @param isOwn whether the line is about the unit itself, not a unit below it */
  add(line: CanonicalLine, isOwn: boolean): void {
    if (line.kind === 'dossier') this.#addDossier(line, isOwn);
    else if (line.kind === 'rejected') this.#addRejected(line);
    else this.#addVanished(line);
  }

  result(): UnitMonth {
    return {
      counts: this.#counts,
      ownCounts: this.#ownCounts,
      overdue: this.#overdue.toSorted(byCode),
      unknown: [...this.#withoutDueDate, ...this.#unseenAndNotSettled()].toSorted(byCode),
    };
  }

  #addDossier(line: DossierLine, isOwn: boolean): void {
    const { period, counting, basis } = this.#unit;
    const { dossier } = line;
    const asOfEnd = countedAsOfEnd(line, period);
    const outcome = countDossier(this.#counts, asOfEnd, period, counting, this.#zone);
    if (isOwn) countDossier(this.#ownCounts, asOfEnd, period, counting, this.#zone);
    const weight = weighDossier(basis, asOfEnd, outcome, period, counting);
    if (!weight.inDenominator && !weight.isUnknown) return;
    this.#weights.set(dossier.dossierCode, weight);
    if (weight.isOverdue) this.#overdue.push(overdueRow(dossier, asOfEnd, outcome));
    if (weight.isUnknown) this.#withoutDueDate.push(rowWithoutDueDate(dossier, outcome, weight));
  }

  #addRejected(row: RejectedLine): void {
    if (!mayBelong(row, this.#unit.period)) return;
    this.#addUnseen(row.dossierCode ?? `line ${row.line}`, {
      dossierCode: row.dossierCode,
      procedure: null,
      receivedAtMs: row.receivedAt,
      dueAtMs: null,
      completedAtMs: row.completedAt,
      inDenominator: false,
      cause: { kind: 'rejected', line: row.line, reason: row.reason },
    });
  }

  #addVanished(vanished: VanishedLine): void {
    if (!leavesUnknown(vanished, this.#unit.period, this.#unit.basis)) return;
    this.#addUnseen(vanished.dossierCode, {
      dossierCode: vanished.dossierCode,
      procedure: null,
      receivedAtMs: vanished.receivedAt,
      dueAtMs: vanished.dueAt,
      completedAtMs: null,
      inDenominator: false,
      cause: { kind: 'vanished', lastSeenOn: vanished.lastSeenOn },
    });
  }

  /** Of several lines about one dossier the first rejected row stands for all, in whatever order they come. */
  #addUnseen(key: string, unknown: UnknownDossier): void {
    const known = this.#unseen.get(key);
    if (known === undefined || lineOf(unknown) < lineOf(known)) this.#unseen.set(key, unknown);
  }

  /**
   * A row that contradicts a dossier counted by another line (an unequal duplicate) makes that one unknown; where that
   * one is overdue or unknown already, nothing is added. All others come on top of the denominator.
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
}

/**
 * The dossier as it stood at the period's end. A snapshot taken later says what was last seen before; but what ended
 * before the end did end, though it was entered afterwards.
 */
function countedAsOfEnd({ dossier, lastSeenBeforeEnd }: DossierLine, period: Period): CountedDossier {
  const completedAtMs = dossier.completedAtMs ?? Number.NaN;
  const endedBeforeEnd = hasEnded(dossier.statusClass) && completedAtMs < period.endMs;
  const { dueAt, statusClass } = lastSeenBeforeEnd ?? { dueAt: dossier.dueAtMs, statusClass: dossier.statusClass };
  return {
    statusClass: endedBeforeEnd ? dossier.statusClass : statusClass,
    receivedAtMs: dossier.receivedAtMs,
    dueAtMs: dueAt ?? Number.NaN,
    completedAtMs,
  };
}

function overdueRow(dossier: Dossier, asOfEnd: CountedDossier, outcome: Outcome | null): OverdueDossier {
  const isResolved = outcome === 'resolvedOverdue';
  return {
    dossierCode: dossier.dossierCode,
    procedure: procedureOf(dossier),
    receivedAtMs: dossier.receivedAtMs,
    dueAtMs: asOfEnd.dueAtMs,
    completedAtMs: isResolved ? dossier.completedAtMs : null,
    outcome: isResolved ? 'resolvedOverdue' : 'inProcessOverdue',
  };
}

function rowWithoutDueDate(dossier: Dossier, outcome: Outcome | null, { inDenominator }: Weight): UnknownDossier {
  return {
    dossierCode: dossier.dossierCode,
    procedure: procedureOf(dossier),
    receivedAtMs: dossier.receivedAtMs,
    dueAtMs: null,
    completedAtMs: outcome === 'resolvedNoDueDate' ? dossier.completedAtMs : null,
    inDenominator,
    cause: { kind: 'no-due-date' },
  };
}

function procedureOf({ procedureName, procedureCode }: Dossier): string | null {
  return procedureName ?? procedureCode;
}

function lineOf({ cause }: UnknownDossier): number {
  return cause.kind === 'rejected' ? cause.line : Number.POSITIVE_INFINITY;
}

interface Sortable {
  readonly dossierCode: string | null;
  readonly cause?: UnknownDossier['cause'];
}

function byCode(first: Sortable, second: Sortable): number {
  return compareText(sortKey(first), sortKey(second));
}

/** What has no code comes first, by its line. */
function sortKey({ dossierCode, cause }: Sortable): string {
  if (dossierCode !== null) return dossierCode;
  return cause?.kind === 'rejected' ? ` ${String(cause.line).padStart(12, '0')}` : ' ';
}

function compareText(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
