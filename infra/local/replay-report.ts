import * as z from 'zod';

const replayReportSchema = z.object({
  month: z.string(),
  evaluations: z.number(),
  identical: z.number(),
  differenceCount: z.number(),
  differences: z.array(
    z.object({
      unitId: z.string(),
      rule: z.string(),
      revision: z.number(),
      what: z.string(),
      stored: z.string(),
      replayed: z.string(),
    }),
  ),
});

/** What the function replay-month answers, as far as it is printed. */
export type ReplaySummary = z.infer<typeof replayReportSchema>;

export function readReplayReport(answer: unknown): ReplaySummary {
  return replayReportSchema.parse(answer);
}
