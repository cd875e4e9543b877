import type { AwaitingLine, CanonicalLine } from '../snapshot/canonical-line.ts';
import type { RejectionReason } from '../snapshot/read-row.ts';
import type { RejectedLine, VanishedLine } from './bound-unknown.ts';
import { rejectedRow, vanishedRow } from './list-dossier.ts';
import type { MonthCounter } from './rule-definition.ts';
import type { OverdueDossier, UnitMonth, UnknownDossier } from './unit-month.ts';
import {
  type Acceptance,
  type AcceptanceOutcome,
  type AcceptanceRules,
  mayBelong,
  weighAcceptance,
} from './weigh-acceptance.ts';

/** The reason for which a row is rejected that says the same of a dossier as an earlier row. */
const EQUAL_DUPLICATE = 'duplicate' satisfies RejectionReason;

/** A dossier as evidence lists it, whatever comes of it. */
interface Listed extends Acceptance {
  readonly dossierCode: string;
  readonly procedure: string | null;
}

/** Counts one unit's online dossiers by how long they waited for acceptance, line by line, in any order. */
export class LateAcceptanceCounter implements MonthCounter {
  readonly #rules: AcceptanceRules;
  readonly #late: OverdueDossier[] = [];
  readonly #unclear: UnknownDossier[] = [];
  /** dossier code -> what it is to the rate, of all that are anything to it */
  readonly #outcomes = new Map<string, AcceptanceOutcome>();
  /** dossier code (or row, where it has none) -> a row that could not be read, or a dossier that vanished */
  readonly #unseen = new Map<string, UnknownDossier>();

  constructor(rules: AcceptanceRules) {
    this.#rules = rules;
  }

  add(line: CanonicalLine): void {
    if (line.kind === 'rejected') this.#addRejected(line);
    else if (line.kind === 'vanished') this.#addVanished(line);
    else {
      const { dossierCode, procedureName, procedureCode, channel, submittedAtMs = null, receivedAtMs } = line.dossier;
      const procedure = procedureName ?? procedureCode;
      this.#addStated({ dossierCode, procedure, channel, submittedAtMs, acceptedAtMs: receivedAtMs });
    }
  }

  addAwaiting({ dossierCode, procedureName, procedureCode, channel, submittedAt }: AwaitingLine): void {
    const procedure = procedureName ?? procedureCode;
    this.#addStated({ dossierCode, procedure, channel, submittedAtMs: submittedAt, acceptedAtMs: null });
  }

  result(contradicted: ReadonlyMap<string, RejectedLine>): UnitMonth {
    const doubtful = this.#doubtful(contradicted);
    const codes = new Set(doubtful.map(({ dossierCode }) => dossierCode));
    const isCertain = ({ dossierCode }: { dossierCode: string | null }) => !codes.has(dossierCode);
    const others = [...this.#unclear, ...this.#unseenAndNotSettled()].filter(isCertain);
    const inTime = [...this.#outcomes.values()].filter((outcome) => outcome === 'acceptedInTime').length;
    return {
      counts: null,
      ownCounts: null,
      share: { overdue: this.#late.length, denominator: inTime + this.#late.length },
      overdue: this.#late.filter(isCertain).toSorted(byCode),
      unknown: [...others, ...doubtful].toSorted(byCode),
    };
  }

  #addStated(dossier: Listed): void {
    const { dossierCode } = dossier;
    const weighed = weighAcceptance(dossier, this.#rules);
    if (weighed === null || this.#outcomes.has(dossierCode)) return;
    const { outcome, dueAtMs } = weighed;
    this.#outcomes.set(dossierCode, outcome);
    if (outcome === 'unknown') this.#unclear.push(unclearRow(dossier, dueAtMs));
    else if (outcome !== 'acceptedInTime' && dueAtMs !== null) this.#late.push(lateRow(dossier, dueAtMs, outcome));
  }

  /** When it was submitted, and how, is not known any more; the day on which its result was due is no time for acceptance. */
  #addVanished(line: VanishedLine): void {
    if (!mayBelong(line.receivedAt, this.#rules) || this.#unseen.has(line.dossierCode)) return;
    this.#unseen.set(line.dossierCode, { ...vanishedRow(line), dueAtMs: null, completedAtMs: null });
  }

  /** Of several rows about one dossier the first stands for all, in whatever order they come. */
  #addRejected(row: RejectedLine): void {
    const { channel = null, submittedAt = null, receivedAt } = row;
    if (row.reason === EQUAL_DUPLICATE) return;
    if (weighAcceptance({ channel, submittedAtMs: submittedAt, acceptedAtMs: receivedAt }, this.#rules) === null)
      return;
    const key = row.dossierCode ?? `row ${row.row}`;
    const known = this.#unseen.get(key);
    if (known?.cause.kind !== 'rejected' || row.row < known.cause.row) this.#unseen.set(key, rowOf(row));
  }

  /** A row that cannot be read adds nothing to a dossier that is late or unknown already; one in time it makes unknown. */
  #unseenAndNotSettled(): UnknownDossier[] {
    const unsettled: UnknownDossier[] = [];
    for (const [key, unknown] of this.#unseen) {
      const outcome = this.#outcomes.get(key);
      if (outcome === undefined || outcome === 'acceptedInTime') {
        unsettled.push({ ...unknown, inDenominator: outcome !== undefined });
      }
    }
    return unsettled;
  }

  /** Contradicted dossiers of which some row of this unit may belong to the rate. */
  #doubtful(contradicted: ReadonlyMap<string, RejectedLine>): UnknownDossier[] {
    const doubtful: UnknownDossier[] = [];
    for (const [code, row] of contradicted) {
      const outcome = this.#outcomes.get(code);
      if (outcome === undefined && !this.#unseen.has(code)) continue;
      const inNumerator = outcome === 'acceptedLate' || outcome === 'notAccepted';
      doubtful.push({ ...rowOf(row), inDenominator: inNumerator || outcome === 'acceptedInTime', inNumerator });
    }
    return doubtful;
  }
}

function rowOf(row: RejectedLine): UnknownDossier {
  return { ...rejectedRow(row), submittedAtMs: row.submittedAt ?? null, completedAtMs: null };
}

function lateRow(
  { dossierCode, procedure, submittedAtMs, acceptedAtMs }: Listed,
  dueAtMs: number,
  outcome: Extract<AcceptanceOutcome, 'acceptedLate' | 'notAccepted'>,
): OverdueDossier {
  const receivedAtMs = outcome === 'notAccepted' ? null : acceptedAtMs;
  return { dossierCode, procedure, submittedAtMs, receivedAtMs, dueAtMs, completedAtMs: null, outcome };
}

function unclearRow(
  { dossierCode, procedure, submittedAtMs, acceptedAtMs }: Listed,
  dueAtMs: number | null,
): UnknownDossier {
  const times = { submittedAtMs, receivedAtMs: acceptedAtMs, dueAtMs, completedAtMs: null };
  return { dossierCode, procedure, ...times, inDenominator: false, cause: { kind: 'unclear-submission' } };
}

/** What has no code comes first, by its row. */
function byCode(first: Sortable, second: Sortable): number {
  const [one, other] = [sortKey(first), sortKey(second)];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

interface Sortable {
  readonly dossierCode: string | null;
  readonly cause?: UnknownDossier['cause'];
}

function sortKey({ dossierCode, cause }: Sortable): string {
  if (dossierCode !== null) return dossierCode;
  return cause?.kind === 'rejected' ? ` ${String(cause.row).padStart(12, '0')}` : ' ';
}
