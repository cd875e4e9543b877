import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { parseApprovalOrder } from '../../functions/approve-month/approve-month.ts';
import { parseDecisionOrder } from '../../functions/decide-deduction/decide-deduction.ts';
import { parseDismissOrder } from '../../functions/dismiss-findings/dismiss-findings.ts';
import { parseExtendAssignment } from '../../functions/extend-assignment/extend-assignment.ts';
import { parseMuteOrder } from '../../functions/mute-notices/mute-notices.ts';
import { parseExplanationOrder } from '../../functions/record-explanation/record-explanation.ts';
import { parseRecordReport } from '../../functions/record-report/record-report.ts';
import { parseOrder } from '../../functions/reevaluate-month/order.ts';
import { releaseSnapshotSchema } from '../../functions/release-snapshot/release-snapshot.ts';
import { parseReopenAssignment } from '../../functions/reopen-assignment/reopen-assignment.ts';
import { parseRestoreAddress } from '../../functions/restore-address/restore-address.ts';
import { parseReviewOrder } from '../../functions/review-finding/review-finding.ts';
import { parseVerifyOrder } from '../../functions/verify-ledger/verify-order.ts';
import { parseStatementOrder } from '../../functions/write-statement/write-statement.ts';

const actions: readonly [string, (event: unknown) => unknown][] = [
  ['approve-month', parseApprovalOrder],
  ['decide-deduction', parseDecisionOrder],
  ['dismiss-findings', parseDismissOrder],
  ['extend-assignment', parseExtendAssignment],
  ['mute-notices', parseMuteOrder],
  ['record-explanation', parseExplanationOrder],
  ['record-report', parseRecordReport],
  ['reevaluate-month', parseOrder],
  ['release-snapshot', (event) => releaseSnapshotSchema.parse(event)],
  ['reopen-assignment', parseReopenAssignment],
  ['restore-address', parseRestoreAddress],
  ['review-finding', parseReviewOrder],
  ['verify-ledger', parseVerifyOrder],
  ['write-statement', parseStatementOrder],
];

/** What is said of an event's reason; of the other fields, which are missing, more is said. */
function complaintOf(parse: (event: unknown) => unknown, reason: string): string {
  try {
    parse({ reason });
  } catch (error) {
    if (error instanceof z.ZodError) return z.prettifyError(error);
    if (error instanceof Error) return error.message;
  }
  throw new Error('taken with nothing but a reason');
}

test.each(actions)('%s takes a reason of a page and a half, and refuses one of 10,000 characters', (_name, parse) => {
  expect(complaintOf(parse, 'ệ'.repeat(10_000))).toMatch(/<=4000 characters\s+→ at reason/);
  expect(complaintOf(parse, 'ệ'.repeat(4000))).not.toContain('→ at reason');
});
