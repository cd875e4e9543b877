import * as z from 'zod';
import { DomainError } from '../../shared/runtime/domain-error.ts';

const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Scalar = z.infer<typeof scalarSchema>;

/** What may stand in a pattern's list. Strict: a matcher that is not understood must not look like one that fails. */
const matcherSchema = z.union([
  scalarSchema,
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ wildcard: z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    'anything-but': z.union([scalarSchema, z.array(scalarSchema), z.strictObject({ prefix: z.string() })]),
  }),
]);
type Matcher = z.infer<typeof matcherSchema>;

/** An EventBridge event pattern: at each leaf a list, of which one must match. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly Matcher[];
}

const eventPatternSchema: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(matcherSchema), eventPatternSchema])),
);

/** @throws DomainError `EVENT_PATTERN_UNREADABLE` for a pattern with matchers that the local mode does not know. */
export function parseEventPattern(pattern: unknown): EventPattern {
  const parsed = eventPatternSchema.safeParse(pattern);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'EVENT_PATTERN_UNREADABLE',
    `The local mode does not understand the event pattern ${JSON.stringify(pattern)}. It knows exact values, prefix, suffix, wildcard, exists and anything-but.`,
    { cause: parsed.error },
  );
}

/** Whether an event fits a pattern: every field that the pattern names must match. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    const value = fieldOf(event, field);
    return isMatcherList(expected) ? matchesAny(expected, value) : matchesPattern(expected, value);
  });
}

function isMatcherList(expected: EventPattern | readonly Matcher[]): expected is readonly Matcher[] {
  return Array.isArray(expected);
}

function fieldOf(event: unknown, field: string): unknown {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, field)) return undefined;
  return new Map<string, unknown>(Object.entries(event)).get(field);
}

/** A list in the event matches when one of its members does. */
function matchesAny(matchers: readonly Matcher[], value: unknown): boolean {
  const candidates: readonly unknown[] = Array.isArray(value) ? value : [value];
  return matchers.some((matcher) => candidates.some((candidate) => matches(matcher, candidate)));
}

function matches(matcher: Matcher, value: unknown): boolean {
  if (typeof matcher !== 'object' || matcher === null) return value === matcher;
  if ('exists' in matcher) return (value !== undefined) === matcher.exists;
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(matcher.prefix);
  if ('suffix' in matcher) return typeof value === 'string' && value.endsWith(matcher.suffix);
  if ('wildcard' in matcher) return typeof value === 'string' && wildcard(matcher.wildcard).test(value);
  return value !== undefined && !isExcluded(matcher['anything-but'], value);
}

function isExcluded(excluded: Scalar | readonly Scalar[] | { readonly prefix: string }, value: unknown): boolean {
  if (typeof excluded !== 'object' || excluded === null) return value === excluded;
  if ('prefix' in excluded) return typeof value === 'string' && value.startsWith(excluded.prefix);
  return excluded.some((scalar) => scalar === value);
}

function wildcard(pattern: string): RegExp {
  const literals = pattern.split('*').map((literal) => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${literals.join('.*')}$`, 's');
}
