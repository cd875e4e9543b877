import * as z from 'zod';
import { type Month, monthSchema } from '../calendar/month.ts';
import { groundSchema, verdictSchema } from '../evaluation/evaluation.ts';
import { ruleSchema } from '../policy/rule.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { sha256 } from '../runtime/digest.ts';
import { instantTextSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';
import { exceededUnitSchema, monthFiguresSchema } from './month-figures.ts';

/**
 * The head of a month: what it came to, the latest evaluation of every unit, and how far every account of the year had
 * come. Written once, `ledger/heads/<month>/<number>.json`. The SHA-256 of the object's bytes goes out by mail and is kept
 * outside of the account: whoever changes table, copies and head together cannot change that.
 */
export const monthHeadSchema = z.object({
  ...monthFiguresSchema.shape,
  exceededUnits: z.array(exceededUnitSchema.extend({ unitId: textSchema })),
  /** The head made before this one: the month's own, or the latest of an earlier month. */
  previous: groundSchema.nullable(),
  evaluations: z.array(
    z.object({
      unitId: textSchema,
      rule: ruleSchema,
      revision: positiveIntegerSchema,
      verdict: verdictSchema,
      digest: textSchema,
    }),
  ),
  accounts: z.array(z.object({ account: textSchema, sequence: positiveIntegerSchema, hash: textSchema })),
  recordedAt: instantTextSchema,
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
