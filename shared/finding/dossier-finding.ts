import type { Comparison } from './compared-day.ts';
import type { Finding } from './finding.ts';

/** What was noticed of one dossier on one day. */
export interface NoticedOfDossier extends Pick<Finding, 'kind' | 'severity' | 'sentence' | 'evidence'> {
  /** To whom it is put: whose the dossier was when it happened. */
  readonly unitId: string;
  readonly dossierCode: string;
  /** Null where it is not known, or there is none. */
  readonly procedureCode: string | null;
}

/** The finding: one of its kind for a source, dossier and day, however often the day is derived. */
export function dossierFinding(
  { kind, severity, sentence, evidence, unitId, dossierCode, procedureCode }: NoticedOfDossier,
  { sourceId, day, noticedAt }: Pick<Comparison, 'sourceId' | 'day' | 'noticedAt'>,
): Finding {
  return {
    unitId,
    findingId: `${kind}#${sourceId}#${dossierCode}#${day}`,
    kind,
    severity,
    state: 'open',
    sourceId,
    day,
    month: null,
    sentence,
    // Standing rules of a procedure go by it.
    evidence: { dossierCode, ...(procedureCode !== null && { procedureCode }), ...evidence },
    noticedAt,
  };
}
