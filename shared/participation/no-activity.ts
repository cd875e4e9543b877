import type { UnitActivity } from './activity.ts';

/** A unit that a file does not show. */
export const noActivity: UnitActivity = {
  rows: 0,
  open: 0,
  vanished: 0,
  rejected: 0,
  added: 0,
  changed: 0,
  completionsEntered: 0,
};
