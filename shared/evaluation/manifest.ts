import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
import { isoInstant } from '../dossier/dossier.ts';
import { policySchema } from '../policy/policy.ts';
import { ruleSchema } from '../policy/rule.ts';
import { keySegment } from '../runtime/bucket.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { digestOf, sha256 } from '../runtime/digest.ts';
import {
  anyTextSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
} from '../runtime/field-schemas.ts';
import { countsSchema } from '../tally/tally.ts';
import type { EvaluationFacts } from './build-evaluation.ts';
import { evaluationSchema, type Ground, governingSchema, groundSchema } from './evaluation.ts';
import { judgedUnitSchema } from './judging-registry.ts';
import type { UnitToJudge } from './plan-month.ts';
import { definitionOf } from './rule-definitions.ts';
import { type UnitMonth, unknownKinds } from './unit-month.ts';

/** Only of rules that reckon from it. */
const submission = { submittedAt: z.iso.datetime().nullable().optional() };
const instant = instantTextSchema;

/**
 * All that a deduction rests on, in one write-once object: `evidence/<month>/<unitId>/manifest-<rule>-r<revision>-<digest>.json`.
 * Instants are ISO 8601 in UTC; digests are SHA-256.
 */
export const manifestSchema = z.object({
  unitId: anyTextSchema,
  month: monthSchema,
  rule: ruleSchema,
  revision: positiveIntegerSchema,
  evaluatorVersion: positiveIntegerSchema,
  formula: anyTextSchema,
  ...evaluationSchema.pick({ overdue: true, unknown: true, denominator: true, threshold: true, band: true }).shape,
  /** The rows in force, and the digest of each. */
  unit: z.object({ row: judgedUnitSchema, digest: anyTextSchema }),
  policy: z.object({ row: policySchema, digest: anyTextSchema }),
  registry: groundSchema.nullable(),
  sourceId: nullableTextSchema,
  governing: governingSchema,
  counts: countsSchema.nullable(),
  /** The same dossiers as a table for people. */
  evidence: groundSchema.nullable(),
  overdueDossiers: z.array(
    z.object({
      dossierCode: anyTextSchema,
      procedure: nullableTextSchema,
      ...submission,
      receivedAt: instant.nullable(),
      dueAt: instant.nullable(),
      completedAt: instant.nullable(),
      outcome: anyTextSchema,
    }),
  ),
  unknownDossiers: z.array(
    z.object({
      dossierCode: nullableTextSchema,
      ...submission,
      receivedAt: instant.nullable(),
      dueAt: instant.nullable(),
      completedAt: instant.nullable(),
      cause: z.enum(unknownKinds),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface ManifestObject extends Ground {
  readonly content: string;
}

type ManifestFacts = Omit<EvaluationFacts, 'manifest'>;

/** The manifest of an exceeded threshold, null for any other verdict. Equal facts give equal bytes. */
export function renderManifest(
  { unit, rules }: Pick<UnitToJudge, 'unit' | 'rules'>,
  facts: ManifestFacts,
  counted: UnitMonth,
): ManifestObject | null {
  const { judgement, grounds, month, rule, revision } = facts;
  if (judgement.verdict !== 'exceeded' || grounds === null || rules.policy === null) return null;
  const unitRow = judgedUnitSchema.parse(unit);
  const { overdue, unknown, denominator, threshold, band } = judgement;
  const manifest: Manifest = {
    unitId: unit.unitId,
    month,
    rule,
    revision,
    evaluatorVersion: facts.evaluator.version,
    formula: definitionOf(rule).formulaOf(rules),
    overdue,
    unknown,
    denominator,
    threshold,
    ...(band !== undefined && { band }),
    unit: { row: unitRow, digest: digestOf(unitRow) },
    policy: { row: rules.policy, digest: digestOf(rules.policy) },
    registry: facts.registry,
    sourceId: facts.sourceId,
    governing: grounds.governing,
    counts: grounds.counts,
    evidence: grounds.evidence && { key: grounds.evidence.key, digest: grounds.evidence.digest },
    ...dossiersOf(counted),
  };
  const content = canonicalJson(manifest);
  const digest = sha256(content);
  const name = `manifest-${rule}-r${revision}-${digest.slice(0, 16)}.json`;
  return { key: `evidence/${month}/${keySegment(unit.unitId)}/${name}`, digest, content };
}

function dossiersOf({ overdue, unknown }: UnitMonth): Pick<Manifest, 'overdueDossiers' | 'unknownDossiers'> {
  return {
    overdueDossiers: overdue.map(({ dossierCode, procedure, outcome, ...dossier }) => ({
      dossierCode,
      procedure,
      outcome,
      ...instantsOf(dossier),
    })),
    unknownDossiers: unknown.map(({ dossierCode, cause, ...dossier }) => ({
      dossierCode,
      cause: cause.kind,
      ...instantsOf(dossier),
    })),
  };
}

interface Instants {
  readonly submittedAtMs?: number | null;
  readonly receivedAtMs: number | null;
  readonly dueAtMs: number | null;
  readonly completedAtMs: number | null;
}

function instantsOf({ submittedAtMs, receivedAtMs, dueAtMs, completedAtMs }: Instants) {
  return {
    ...(submittedAtMs !== undefined && { submittedAt: isoOrNull(submittedAtMs) }),
    receivedAt: isoOrNull(receivedAtMs),
    dueAt: isoOrNull(dueAtMs),
    completedAt: isoOrNull(completedAtMs),
  };
}

function isoOrNull(instantMs: number | null): string | null {
  return instantMs === null ? null : isoInstant(instantMs);
}
