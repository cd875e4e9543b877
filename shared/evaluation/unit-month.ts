import type { Counts } from '../tally/tally.ts';

/** One dossier of the numerator, as evidence. Instants are epoch milliseconds. */
export interface OverdueDossier {
  readonly dossierCode: string;
  readonly procedure: string | null;
  /** Only of rules that reckon from it. */
  readonly submittedAtMs?: number | null;
  /** Null where it was not accepted at the period's end. */
  readonly receivedAtMs: number | null;
  /** When its result was due, or what else the rule wants to be done by then. */
  readonly dueAtMs: number;
  /** Null where it was still open at the period's end. */
  readonly completedAtMs: number | null;
  readonly outcome: 'resolvedOverdue' | 'inProcessOverdue' | 'acceptedLate' | 'notAccepted';
}

export const unknownKinds = ['no-due-date', 'rejected', 'vanished', 'unclear-submission'] as const;

export type UnknownCause =
  | { readonly kind: 'no-due-date' }
  | { readonly kind: 'unclear-submission' }
  | { readonly kind: 'rejected'; readonly row: number; readonly reason: string }
  | { readonly kind: 'vanished'; readonly lastSeenOn: string };

/** One dossier of which it is not known whether it was overdue, as far as it is known. */
export interface UnknownDossier {
  /** Null where not even the code could be read. */
  readonly dossierCode: string | null;
  readonly procedure: string | null;
  readonly submittedAtMs?: number | null;
  readonly receivedAtMs: number | null;
  readonly dueAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly inDenominator: boolean;
  /** Whether the counts have it as overdue, because the row that came first says so. Absent: no. */
  readonly inNumerator?: boolean;
  readonly cause: UnknownCause;
}

/** The month of one unit, counted anew from the canonical copy by a rule. */
export interface UnitMonth {
  /** Of the unit, with its descendants where the policy counts them; null for a rule that counts otherwise. */
  readonly counts: Counts | null;
  /** Of the unit alone: what ingest tallies; null for a rule of which it tallies nothing. */
  readonly ownCounts: Counts | null;
  /** The part that breaks the rule, and the whole, before anything unknown is weighed. */
  readonly share: { readonly overdue: number; readonly denominator: number };
  /** The dossiers of the numerator, by code. */
  readonly overdue: readonly OverdueDossier[];
  /** The unknown dossiers, each once, by code. */
  readonly unknown: readonly UnknownDossier[];
}

/** A month counted by the rule of the overdue share. */
export interface OverdueShareMonth extends UnitMonth {
  readonly counts: Counts;
  readonly ownCounts: Counts;
}
