import * as z from 'zod';
import { calendarEntrySchema } from '../calendar/calendar-entry.ts';
import { addMonths, lastDayOf, type Month, monthSchema } from '../calendar/month.ts';
import type { Validity } from '../calendar/validity.ts';
import { policySchema } from '../policy/policy.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { sha256 } from '../runtime/digest.ts';
import { anyTextSchema } from '../runtime/field-schemas.ts';
import { sourceSchema } from '../source/source.ts';
import { unitLineageSchema, unitSchema, unitSourceSchema } from '../unit/unit.ts';
import type { Ground } from './evaluation.ts';
import { definitionOf } from './rule-definitions.ts';

/** A unit as a verdict needs it: nobody's name or address. */
export const judgedUnitSchema = unitSchema.pick({
  unitId: true,
  name: true,
  tier: true,
  kind: true,
  parentUnitId: true,
  validFrom: true,
  validTo: true,
});
export type JudgedUnit = z.infer<typeof judgedUnitSchema>;

export const judgedSourceSchema = sourceSchema.pick({
  sourceId: true,
  name: true,
  ownerUnitId: true,
  cutOff: true,
  evaluateFrom: true,
  awaiting: true,
});
export type JudgedSource = z.infer<typeof judgedSourceSchema>;

/** What of the registry decides who is judged, by what, from which source. */
export const judgingRegistrySchema = z.object({
  units: z.array(judgedUnitSchema),
  unitSources: z.array(unitSourceSchema),
  policies: z.array(policySchema),
  sources: z.array(judgedSourceSchema),
  lineage: z.array(unitLineageSchema),
  /** Kept with a month only where a rule of it reckons in working time. */
  calendar: z.array(calendarEntrySchema).optional(),
});
export type JudgingRegistry = z.infer<typeof judgingRegistrySchema>;

/** The registry by which one month is judged, as it is kept for ever. */
export const registryOfMonthSchema = judgingRegistrySchema.extend({
  month: monthSchema,
  timeZone: anyTextSchema,
});
export type RegistryOfMonth = z.infer<typeof registryOfMonthSchema>;

/**
 * The rows that can matter to a month: in force on some day from the month before (a period may begin in it) to the
 * month's end; of mergers and splits also those of the next one, whose first days may govern the month. Planning the month from these gives what planning it from the whole registry gives.
 *
 * @param timeZone the province's
 */
export function registryOfMonth(registry: JudgingRegistry, month: Month, timeZone: string): RegistryOfMonth {
  const [first, last] = [`${addMonths(month, -1)}-01`, lastDayOf(month)];
  const isOfMonth = (row: Validity) => overlaps(row, first, last);
  const policies = registry.policies.filter(isOfMonth);
  const needsCalendar = policies.some(({ rule }) => definitionOf(rule).needsCalendar);
  const seesAwaiting = policies.some(({ rule }) => definitionOf(rule).blindnessOf !== undefined);
  const calendar = registry.calendar?.filter(({ date }) => first <= date && date <= last) ?? [];
  return {
    month,
    timeZone,
    units: inOrder(registry.units.filter(isOfMonth).map((unit) => judgedUnitSchema.parse(unit))),
    unitSources: inOrder(registry.unitSources.filter(isOfMonth)),
    policies: inOrder(policies),
    sources: inOrder(registry.sources.map((source) => sourceOfMonth(source, seesAwaiting))),
    lineage: inOrder(registry.lineage.filter(({ on }) => on <= lastDayOf(addMonths(month, 1)))),
    ...(needsCalendar && { calendar: inOrder(calendar) }),
  };
}

/** What waits for acceptance matters to rules about it alone: months without one keep what they always kept. */
function sourceOfMonth(source: JudgedSource, seesAwaiting: boolean): JudgedSource {
  const { awaiting, ...rest } = judgedSourceSchema.parse(source);
  return { ...rest, ...(seesAwaiting && awaiting !== undefined && { awaiting }) };
}

function overlaps({ validFrom, validTo }: Validity, first: string, last: string): boolean {
  return validFrom <= last && (validTo === null || validTo >= first);
}

/** Rows come out of the table in whatever order; the kept object must not depend on it. */
function inOrder<Row>(rows: readonly Row[]): Row[] {
  const withKeys = rows.map((row) => ({ row, key: canonicalJson(row) }));
  return withKeys.toSorted((first, second) => (first.key < second.key ? -1 : 1)).map(({ row }) => row);
}

/** The write-once object that keeps a month's registry, named by its content. */
export interface RegistryObject extends Ground {
  readonly content: string;
}

export function renderRegistry(registry: RegistryOfMonth): RegistryObject {
  const content = canonicalJson(registry);
  const digest = sha256(content);
  return { key: `evidence/${registry.month}/registry-${digest.slice(0, 16)}.json`, digest, content };
}
