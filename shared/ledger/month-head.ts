import * as z from 'zod';
import { type Month, monthSchema } from '../calendar/month.ts';
import { groundSchema, verdictSchema } from '../evaluation/evaluation.ts';
import { ruleSchema } from '../policy/rule.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { sha256 } from '../runtime/digest.ts';
import { tierSchema } from '../unit/unit.ts';

/** Units of a tier by what a month came to for them. Of several rules, the worst counts. */
export const tierFiguresSchema = z.object({
  tier: tierSchema,
  passed: z.int().nonnegative(),
  exceeded: z.int().nonnegative(),
  undecided: z.int().nonnegative(),
  notJudged: z.int().nonnegative(),
});
export type TierFigures = z.infer<typeof tierFiguresSchema>;

/** What a month came to, as it is announced. */
export const monthFiguresSchema = z.object({
  tiers: z.array(tierFiguresSchema),
  /** Hundredths of points that the month has taken off in all, as far as confirmed. */
  pointsHundredths: z.int(),
  exceededUnits: z.array(z.object({ unitId: z.string(), unitName: z.string(), tier: tierSchema })),
});
export type MonthFigures = z.infer<typeof monthFiguresSchema>;

/**
 * The head of a month: what it came to, the latest evaluation of every unit, and how far every account of the year had
 * come. Written once, `ledger/heads/<month>/<number>.json`. The SHA-256 of the object's bytes goes out by mail and is kept
 * outside of the account: whoever changes table, copies and head together cannot change that.
 */
export const monthHeadSchema = z.object({
  month: monthSchema,
  /** 1, and one more whenever the month's latest evaluations are no longer those of the head before. */
  number: z.int().positive(),
  /** The head made before this one: the month's own, or the latest of an earlier month. */
  previous: groundSchema.nullable(),
  ...monthFiguresSchema.shape,
  evaluations: z.array(
    z.object({
      unitId: z.string(),
      rule: ruleSchema,
      revision: z.int().positive(),
      verdict: verdictSchema,
      digest: z.string(),
    }),
  ),
  accounts: z.array(z.object({ account: z.string(), sequence: z.int().positive(), hash: z.string() })),
  recordedAt: z.iso.datetime(),
});
export type MonthHead = z.infer<typeof monthHeadSchema>;

export const HEADS_PREFIX = 'ledger/heads/';

/** Numbers are padded so that listings stand in order. */
export function headKey({ month, number }: Pick<MonthHead, 'month' | 'number'>): string {
  return `${HEADS_PREFIX}${month}/${String(number).padStart(4, '0')}.json`;
}

const KEY = new RegExp(`^${HEADS_PREFIX}(\\d{4}-\\d{2})/(\\d{4,})\\.json$`);

/** Null for a key that is no head's. */
export function parseHeadKey(key: string): { month: Month; number: number } | null {
  const [, month, number] = KEY.exec(key) ?? [];
  if (month === undefined || number === undefined || !monthSchema.safeParse(month).success) return null;
  const parsed = { month, number: Number(number) };
  return headKey(parsed) === key ? parsed : null;
}

/** A head with its bytes and their SHA-256: the month's head hash. */
export interface HeadObject {
  readonly key: string;
  readonly content: string;
  readonly hash: string;
}

export function renderHead(head: MonthHead): HeadObject {
  const content = canonicalJson(head);
  return { key: headKey(head), content, hash: sha256(content) };
}
