import * as z from 'zod';
import type { Day } from '../calendar/day.ts';
import { isInForce, validityShape } from '../calendar/validity.ts';
import { countSchema } from '../runtime/field-schemas.ts';
import { type Tier, tierSchema } from '../unit/unit.ts';

interface BoundDefinition {
  /** What holds where the registry says nothing else. */
  readonly standard: number;
  readonly unit: 'dossiers' | 'working days' | 'percent' | 'months';
  /** In English, for the docs. */
  readonly meaning: string;
}

/** From where on something is noticed: every bound that there is. */
export const boundDefinitions = {
  'participation.peerReceived': {
    standard: 20,
    unit: 'dossiers',
    meaning: 'a unit that received nothing is silent where units like it received so many at the median',
  },
  'participation.idleWorkingDays': {
    standard: 10,
    unit: 'working days',
    meaning: 'so long nothing was added or changed though dossiers were open',
  },
  'participation.incompletePercent': {
    standard: 5,
    unit: 'percent',
    meaning: 'more of the dossiers have no due date or no procedure',
  },
  'participation.lastDaysPercent': {
    standard: 50,
    unit: 'percent',
    meaning: "more of the completions were entered on the month's last working days",
  },
  'participation.lastDays': { standard: 2, unit: 'working days', meaning: 'which last days these are' },
  'participation.completePercent': {
    standard: 90,
    unit: 'percent',
    meaning: 'fewer of the dossiers have all their fields',
  },
  'participation.medianMonths': {
    standard: 6,
    unit: 'months',
    meaning: 'of so many months before is the median by which units are of like size',
  },
  'rise.percent': {
    standard: 10,
    unit: 'percent',
    meaning: 'more overdue dossiers than the month before, by more than this',
  },
  'rise.dossiers': { standard: 3, unit: 'dossiers', meaning: 'and by at least so many' },
  'rise.explanationWorkingDays': {
    standard: 5,
    unit: 'working days',
    meaning: 'the time in which the unit explains a rise',
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
