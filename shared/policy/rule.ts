import * as z from 'zod';

/** The rules by which a unit's month can be judged; a policy row names the one that it is about. */
export const ruleSchema = z.enum(['overdue-share']);
export type Rule = z.infer<typeof ruleSchema>;

/** Dispatch 664/UBND-TH of 23/06/2020, item 4: the share of overdue dossiers. */
export const OVERDUE_SHARE_RULE = 'overdue-share' satisfies Rule;
