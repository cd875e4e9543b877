import type { Dossier } from '../dossier/dossier.ts';
import type { CountedDossier, Outcome } from '../tally/count-dossier.ts';
import type { RejectedLine, VanishedLine } from './bound-unknown.ts';
import type { OverdueDossier, UnknownDossier } from './unit-month.ts';
import type { Weight } from './weigh-dossier.ts';

/** Null for NaN. */
export function orNull(instantMs: number): number | null {
  return Number.isNaN(instantMs) ? null : instantMs;
}

/** What a row that was rejected says of an unknown dossier. */
export function rejectedRow({ dossierCode, receivedAt, completedAt, row, reason }: RejectedLine): UnknownDossier {
  return {
    dossierCode,
    procedure: null,
    receivedAtMs: receivedAt,
    dueAtMs: null,
    completedAtMs: completedAt,
    inDenominator: false,
    cause: { kind: 'rejected', row, reason },
  };
}

export function vanishedRow({ dossierCode, receivedAt, dueAt, completedAt, lastSeenOn }: VanishedLine): UnknownDossier {
  return {
    dossierCode,
    procedure: null,
    receivedAtMs: receivedAt,
    dueAtMs: dueAt,
    completedAtMs: completedAt,
    inDenominator: false,
    cause: { kind: 'vanished', lastSeenOn },
  };
}

/** A dossier of the numerator, as it stood at the period's end. */
export function overdueRow(dossier: Dossier, counted: CountedDossier, outcome: Outcome | null): OverdueDossier {
  const isResolved = outcome === 'resolvedOverdue';
  return {
    dossierCode: dossier.dossierCode,
    procedure: procedureOf(dossier),
    receivedAtMs: dossier.receivedAtMs,
    dueAtMs: counted.dueAtMs,
    completedAtMs: isResolved ? orNull(counted.completedAtMs) : null,
    outcome: isResolved ? 'resolvedOverdue' : 'inProcessOverdue',
  };
}

export function rowWithoutDueDate(
  dossier: Dossier,
  counted: CountedDossier,
  outcome: Outcome | null,
  { inDenominator }: Weight,
): UnknownDossier {
  return {
    dossierCode: dossier.dossierCode,
    procedure: procedureOf(dossier),
    receivedAtMs: dossier.receivedAtMs,
    dueAtMs: null,
    completedAtMs: outcome === 'resolvedNoDueDate' ? orNull(counted.completedAtMs) : null,
    inDenominator,
    cause: { kind: 'no-due-date' },
  };
}

function procedureOf({ procedureName, procedureCode }: Dossier): string | null {
  return procedureName ?? procedureCode;
}
