import * as z from 'zod';
import type { Month } from '../../../../shared/calendar/month.ts';
import type { Unit } from '../../../../shared/unit/unit.ts';
import type { Procedure } from './procedure.ts';
import { blankCell } from './read-table.ts';

/**
 * How a unit keeps its dossiers. `silent` enters none; `perfunctory` leaves out due dates and procedures and enters
 * completions on the month's last two days; `moves-due-dates` and `back-dates` mend their rate after the fact.
 */
export const habitSchema = z.enum(['regular', 'silent', 'perfunctory', 'moves-due-dates', 'back-dates']);
export type Habit = z.infer<typeof habitSchema>;

/** The columns by which `departments.csv` and `districts.csv` say how a unit works. */
export const workColumns = {
  /** In the 1:20 sample, in an ordinary month. */
  dossiersPerMonth: z.coerce.number().nonnegative(),
  /** The share of its dossiers that miss their due date ... */
  lateShare: z.coerce.number().min(0).max(1),
  /** ... and another share from a month on. */
  worseFrom: blankCell,
  worseLateShare: z.coerce.number().min(0).max(1),
  missingDueShare: z.coerce.number().min(0).max(1),
  habit: habitSchema,
};

export interface SampleUnit extends Unit {
  /** What the portal calls it. */
  readonly code: string;
  readonly procedures: readonly Procedure[];
  readonly dossiersPerMonth: number;
  readonly lateShare: number;
  readonly worseFrom: Month | null;
  readonly worseLateShare: number;
  readonly missingDueShare: number;
  readonly habit: Habit;
}

/** The share of the dossiers received in a month that the unit will finish late. */
export function lateShareIn(unit: SampleUnit, month: Month): number {
  return unit.worseFrom !== null && month >= unit.worseFrom ? unit.worseLateShare : unit.lateShare;
}

/** A permanent, readable id made of a name: `Sở Tư pháp` gives `so-tu-phap`. */
export function slugOf(name: string): string {
  const plainLetters = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
  return plainLetters.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
