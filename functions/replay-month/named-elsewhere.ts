import * as z from 'zod';
import { addMonths, type Month, monthSchema, monthsBetween } from '../../shared/calendar/month.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { HEADS_PREFIX } from '../../shared/ledger/month-head.ts';
import { readHead } from '../../shared/ledger/verify-head.ts';
import { OVERDUE_SHARE_RULE, type Rule, ruleSchema } from '../../shared/policy/rule.ts';
import { type Bucket, keySegment } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { type Difference, differenceOf } from './compare-evaluation.ts';

/** A revision of an evaluation that something kept apart from the Evaluations table names. */
export interface NamedRevision extends Pick<Evaluation, 'unitId' | 'rule' | 'revision'> {
  /** What names it: an object's key, or `an approval`. */
  readonly by: string;
  /** Null where the evaluation is named without its digest. */
  readonly digest: string | null;
}

export interface NamedElsewhere {
  readonly named: readonly NamedRevision[];
  /** Orders that are damaged, or lack a part, and approvals: nobody can say what they name. */
  readonly unreadable: readonly Difference[];
}

export interface WitnessStores {
  readonly approvals: Pick<ApprovalStore, 'ofMonth'>;
  readonly bucket: Pick<Bucket, 'read' | 'keysUnder'>;
}

/** An order of reevaluate-month may begin so many months before its last one. */
const MONTHS_OF_ORDER = 36;
const READS_AT_ONCE = 8;

/**
 * What else says that evaluations of a month were made: its heads, approvals, the orders by which later revisions were
 * made, and lists of dossiers. Heads, orders and lists are write-once objects.
 */
export async function namedElsewhere(month: Month, { approvals, bucket }: WitnessStores): Promise<NamedElsewhere> {
  const unreadable: Difference[] = [];
  const named = [
    ...(await namedByHeads(month, bucket)),
    ...(await namedByOrders(month, bucket, unreadable)),
    ...(await namedByApprovals(month, approvals, unreadable)),
    ...(await bucket.keysUnder(`evidence/${month}/`)).flatMap((key) => namedByList(key) ?? []),
  ];
  return { named, unreadable };
}

async function namedByApprovals(
  month: Month,
  approvals: WitnessStores['approvals'],
  unreadable: Difference[],
): Promise<NamedRevision[]> {
  try {
    return [...(await approvals.ofMonth(month)).values()].map(({ unitId, rule, revision }) => {
      return { unitId, rule, revision, digest: null, by: 'an approval' };
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    unreadable.push(differenceOf(ofNoUnit, 'approval', error.message, 'an approval'));
    return [];
  }
}

/** A head that cannot be read names nothing: verify-ledger tells of it. */
async function namedByHeads(month: Month, bucket: WitnessStores['bucket']): Promise<NamedRevision[]> {
  const keys = await bucket.keysUnder(`${HEADS_PREFIX}${month}/`);
  const heads = await inParallel(keys, READS_AT_ONCE, async (key) => readHead(key, await bucket.read(key)));
  return heads.flatMap(({ key, head }) =>
    (head?.evaluations ?? []).map(({ unitId, rule, revision, digest }) => ({
      unitId,
      rule,
      revision,
      digest,
      by: key,
    })),
  );
}

/** As much of an order's evaluations as is asked for. */
const orderedSchema = z.array(
  z.looseObject({
    unitId: z.string(),
    month: monthSchema,
    rule: ruleSchema,
    revision: z.int(),
    digest: z.string(),
  }),
);

/** An order holds its evaluations itself, or names objects that do: one for each month, kept under that month. */
const keptOrderSchema = z.looseObject({
  evaluations: orderedSchema.default([]),
  parts: z.array(z.looseObject({ key: z.string() })).default([]),
});

/** An order is kept under its first month. A part that no order names is of one that was cut off before it stood. */
async function namedByOrders(
  month: Month,
  bucket: WitnessStores['bucket'],
  unreadable: Difference[],
): Promise<NamedRevision[]> {
  const firstMonths = [...monthsBetween(addMonths(month, 1 - MONTHS_OF_ORDER), month)];
  const keys = await inParallel(firstMonths, READS_AT_ONCE, (first) =>
    bucket.keysUnder(`evidence/${first}/reevaluation-`),
  );
  const orderKeys = keys.flat().filter((key) => !key.includes('/reevaluation-part-'));
  const orders = await inParallel(orderKeys, READS_AT_ONCE, async (key) => {
    const order = await readJson(key, keptOrderSchema, bucket, unreadable);
    const named = namedIn(order?.evaluations ?? [], month, key);
    const ofMonth = (order?.parts ?? []).filter((part) => part.key.startsWith(`evidence/${month}/`));
    for (const part of ofMonth) {
      named.push(...namedIn((await readJson(part.key, orderedSchema, bucket, unreadable)) ?? [], month, part.key));
    }
    return named;
  });
  return withoutRaces(orders.flat());
}

/** Of two orders at once that name the same revision the quicker one made it: which, they do not say. */
function withoutRaces(named: readonly NamedRevision[]): NamedRevision[] {
  const byName = Map.groupBy(named, nameOf);
  const isUndisputed = (one: NamedRevision) => byName.get(nameOf(one))?.every(({ digest }) => digest === one.digest);
  return named.map((one) => (isUndisputed(one) ? one : { ...one, digest: null }));
}

/** Under what a difference stands that is of a month as a whole. */
const ofNoUnit = { unitId: '-', rule: '-', revision: 0 };

/** @param unreadable takes up what is wrong with the object; then there is nothing to be read of it */
async function readJson<Shape>(
  key: string,
  shape: z.ZodType<Shape>,
  bucket: WitnessStores['bucket'],
  unreadable: Difference[],
): Promise<Shape | null> {
  try {
    return shape.parse(JSON.parse((await bucket.read(key)).toString('utf8')));
  } catch (error) {
    const isDamage = error instanceof DomainError || error instanceof SyntaxError || error instanceof z.ZodError;
    if (!isDamage) throw error;
    unreadable.push(differenceOf(ofNoUnit, 'order', `${key}: ${error.message}`, 'an order of reevaluate-month'));
    return null;
  }
}

function namedIn(evaluations: z.infer<typeof orderedSchema>, month: Month, by: string): NamedRevision[] {
  return evaluations
    .filter((evaluation) => evaluation.month === month)
    .map(({ unitId, rule, revision, digest }) => ({ unitId, rule, revision, digest, by }));
}

/**
 * `evidence/<month>/<unitId>/[<rule>-]r1-<digest>.csv`. Of later revisions the orders tell: their lists are written before
 * the order stands.
 */
function namedByList(key: string): NamedRevision | null {
  const [, segment, rule] = /^evidence\/[^/]+\/([^/]+)\/(?:([a-z-]+)-)?r1-[0-9a-f]+\.csv$/.exec(key) ?? [];
  const parsed = ruleSchema.safeParse(rule ?? OVERDUE_SHARE_RULE);
  const unitId = segment === undefined ? null : unitIdOf(segment);
  if (unitId === null || !parsed.success) return null;
  return { unitId, rule: parsed.data, revision: 1, digest: null, by: key };
}

/** Null for what is no unit's segment of a key: somebody put such an object by hand. */
function unitIdOf(segment: string): string | null {
  try {
    const unitId = decodeURIComponent(segment);
    return keySegment(unitId) === segment ? unitId : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Revisions that are named and not kept, and those that say another digest than is named: each once. */
export function compareNamed(kept: readonly Evaluation[], named: readonly NamedRevision[]): Difference[] {
  const digests = new Map(kept.map((evaluation) => [nameOf(evaluation), evaluation.digest]));
  const differences = new Map<string, Difference>();
  for (const { by, digest, ...revision } of named) {
    const name = nameOf(revision);
    if (differences.has(name)) continue;
    const stored = digests.get(name);
    if (stored === undefined) differences.set(name, differenceOf(revision, 'evaluation', 'missing', `named by ${by}`));
    else if (digest !== null && digest !== stored)
      differences.set(name, differenceOf(revision, 'digest', stored, `${digest}, as ${by} says`));
  }
  return [...differences.values()];
}

function nameOf({ unitId, rule, revision }: { unitId: string; rule: Rule; revision: number }): string {
  return JSON.stringify([unitId, rule, revision]);
}
