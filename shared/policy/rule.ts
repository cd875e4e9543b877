import * as z from 'zod';

/** The rules by which a unit's month can be judged; a policy row names the one that it is about. */
export const ruleSchema = z.enum(['overdue-share', 'late-acceptance']);
export type Rule = z.infer<typeof ruleSchema>;

/** Dispatch 664/UBND-TH of 23/06/2020, item 4: the share of overdue dossiers. */
export const OVERDUE_SHARE_RULE = 'overdue-share' satisfies Rule;

/** The share of online dossiers that are not accepted within some working hours. */
export const LATE_ACCEPTANCE_RULE = 'late-acceptance' satisfies Rule;
