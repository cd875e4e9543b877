import * as z from 'zod';
import type { Day } from '../calendar/day.ts';
import { isInForce, validityShape } from '../calendar/validity.ts';
import { countSchema } from '../runtime/field-schemas.ts';
import { type Tier, tierSchema } from '../unit/unit.ts';

interface BoundDefinition {
  /** What holds where the registry says nothing else. */
  readonly standard: number;
  readonly unit: 'working days' | 'dossiers' | 'percent' | 'months';
  /** In English, for the docs. */
  readonly meaning: string;
}

/** From where on something is noticed: every bound that there is. */
export const boundDefinitions = {
  'participation.peerReceived': {
    standard: 20,
    unit: 'dossiers',
    meaning: 'a unit that received nothing is silent where the median of comparable units is at least this',
  },
  'participation.medianMonths': {
    standard: 6,
    unit: 'months',
    meaning: 'of so many months before, the median says how large a unit is',
  },
  'participation.idleWorkingDays': {
    standard: 10,
    unit: 'working days',
    meaning: 'so many running without any entry, while dossiers are open, are noticed',
  },
  'participation.incompletePercent': {
    standard: 5,
    unit: 'percent',
    meaning: 'more of the handled dossiers without due date or procedure are noticed',
  },
  'participation.lastDaysPercent': {
    standard: 50,
    unit: 'percent',
    meaning: "more of the completions entered on the month's last working days are noticed",
  },
  'participation.lastDays': {
    standard: 2,
    unit: 'working days',
    meaning: "so many are a month's last",
  },
  'participation.completePercent': {
    standard: 90,
    unit: 'percent',
    meaning: 'a smaller share of handled dossiers with all their fields is noticed',
  },
  'participation.leastDossiers': {
    standard: 10,
    unit: 'dossiers',
    meaning: 'of fewer dossiers no share speaks against a unit',
  },
  'rise.percent': {
    standard: 10,
    unit: 'percent',
    meaning: 'a rise of the overdue against the month before by more than this, by count or by rate, is noticed',
  },
  'rise.dossiers': {
    standard: 3,
    unit: 'dossiers',
    meaning: 'a rise by fewer is not noticed',
  },
  'rise.explanationWorkingDays': {
    standard: 5,
    unit: 'working days',
    meaning: 'so many after it is noticed the unit has to explain a rise',
  },
  'gaming.supplementWorkingDays': {
    standard: 2,
    unit: 'working days',
    meaning: 'a supplement asked for so shortly before the due date is noticed',
  },
} as const satisfies Readonly<Record<string, BoundDefinition>>;

export type BoundId = keyof typeof boundDefinitions;
export const boundIds = Object.keys(boundDefinitions) as readonly BoundId[]; // our own table: its keys are the ids

/** A row of bounds.csv: what holds for a tier, or for every tier that has no row of its own, for a time. */
export const boundSchema = z.object({
  boundId: z.enum(boundIds, { error: `must be one of ${boundIds.join(', ')}` }),
  tier: tierSchema.nullable(),
  value: countSchema,
  ...validityShape,
});
export type Bound = z.infer<typeof boundSchema>;

export type Bounds = Readonly<Record<BoundId, number>>;

/** What holds for a tier on a day: the tier's own row, else that of every tier, else the default. */
export function boundsOn(rows: readonly Bound[], tier: Tier, day: Day): Bounds {
  const inForce = rows.filter((row) => isInForce(row, day));
  const rowValue = (id: BoundId, ofTier: Tier | null) =>
    inForce.find((row) => row.boundId === id && row.tier === ofTier)?.value;
  const values = boundIds.map((id) => [id, rowValue(id, tier) ?? rowValue(id, null) ?? boundDefinitions[id].standard]);
  return Object.fromEntries(values) as Bounds; // one of each id
}
