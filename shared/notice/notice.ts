import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { bandSchema } from '../policy/band.ts';
import { policySchema } from '../policy/policy.ts';
import { ruleSchema } from '../policy/rule.ts';
import {
  anyTextSchema,
  countSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
  textSchema,
} from '../runtime/field-schemas.ts';
import { announcementSchema } from './announcement.ts';
import { findingsTopicSchema, findingsWeekTopicSchema } from './finding-topic.ts';
import { readFate } from './mail-fate.ts';
import { assignmentTopicSchema, escalationTopicSchema, lateReportsTopicSchema } from './report-topic.ts';

export const noticeStatusSchema = z.enum(['claimed', 'accepted', 'delivered', 'bounced', 'complained', 'failed']);
export type NoticeStatus = z.infer<typeof noticeStatusSchema>;

export type { Milestone } from './report-topic.ts';

/** One thing that a digest tells. `topicId` is deterministic: nothing is told twice. */
export const topicSchema = z.discriminatedUnion('kind', [
  assignmentTopicSchema,
  escalationTopicSchema,
  lateReportsTopicSchema,
  findingsTopicSchema,
  findingsWeekTopicSchema,
  z.object({
    kind: z.literal('deduction'),
    /** Absent: the overdue share. */
    rule: ruleSchema.optional(),
    topicId: textSchema,
    unitId: textSchema,
    unitName: textSchema,
    month: monthSchema,
    year: anyTextSchema,
    sequence: z.int(),
    /** What is proposed, or what the deduction takes now. */
    pointsHundredths: z.int(),
    /** What the policy asks for, where the yearly cap left less of it. */
    askedHundredths: z.int().optional(),
    /** Only of an adjustment: by how much the points taken changed since the unit was last told; 0: not at all. */
    changeHundredths: z.int().optional(),
    /** Why it was decided so: of what was proposed before, or adjusted. */
    decision: anyTextSchema.optional(),
    /** The number of the document that decided so. */
    reference: anyTextSchema.optional(),
    /** Only of an adjustment that puts points back on which had been taken back. */
    isReinstated: z.boolean().optional(),
    /** Only of a reinstatement: why it had been taken back, where the unit was not told of that. */
    untoldReversal: z.object({ reason: anyTextSchema, reference: nullableTextSchema }).optional(),
    /** Only of a proposal: how many working days the unit has to explain itself before it is decided. */
    explanationWorkingDays: z.int().optional(),
    /** Only of a proposal: the last of those days, counted from the day of the digest. */
    explainBy: daySchema.optional(),
    /** Only of a proposal: whether it takes the place of an earlier one for the same month. */
    isNewProposal: z.boolean().optional(),
    yearTotalHundredths: z.int(),
    overdue: z.int(),
    unknown: z.int(),
    denominator: z.int(),
    /** What the denominator counts; absent: the dossiers handled. */
    basis: policySchema.shape.basis.optional(),
    threshold: z.object({ numerator: z.int(), denominator: z.int() }),
    /** Only of a policy with several bands: the one whose points are taken; the threshold is then the lowest. */
    band: bandSchema.optional(),
    legalBasis: anyTextSchema,
    evidenceKey: nullableTextSchema,
  }),
  z.object({
    kind: z.literal('deduction-lifted'),
    topicId: textSchema,
    unitId: textSchema,
    unitName: textSchema,
    rule: ruleSchema,
    month: monthSchema,
    year: anyTextSchema,
    /** A proposal that was withdrawn, or points that were given back: by a decision, or by a re-evaluation. */
    event: z.enum(['withdrawn', 'reversed', 'adjusted']),
    /** What had been proposed, or is given back. */
    pointsHundredths: z.int(),
    yearTotalHundredths: z.int(),
    reason: anyTextSchema,
    reference: nullableTextSchema,
    /** By which rules the deduction had been entered; absent in orders of older code. */
    legalBasis: anyTextSchema.optional(),
  }),
  z.object({
    kind: z.literal('undecided'),
    topicId: textSchema,
    unitId: textSchema,
    unitName: textSchema,
    rule: ruleSchema,
    month: monthSchema,
    /** The evaluation's, by which the letter says what is missing. */
    reasons: z.array(textSchema).min(1),
    overdue: countSchema,
    unknown: countSchema,
    denominator: countSchema,
    basis: policySchema.shape.basis.nullable(),
    threshold: z.object({ numerator: countSchema, denominator: positiveIntegerSchema }).nullable(),
    legalBasis: nullableTextSchema,
    /** The list of the dossiers that are overdue or could not be read; null where there is none. */
    evidenceKey: nullableTextSchema,
  }),
  z.object({
    kind: z.literal('announcement'),
    topicId: textSchema,
    unitId: textSchema,
    unitName: textSchema,
    ...announcementSchema.shape,
  }),
]);
export type Topic = z.infer<typeof topicSchema>;

/** What plan-notices asks send-notice to send: one digest for one head and working morning. */
export const digestOrderSchema = z.object({
  /** Letters, digits, `-` and `_` only: it is also the SES message tag. */
  noticeId: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
  kind: z.literal('digest'),
  day: daySchema,
  to: z.array(z.email()).min(1),
  cc: z.array(z.email()),
  /** Whom to fall back to when the mail bounces. */
  deputies: z.array(z.email()),
  recipientName: anyTextSchema,
  unitIds: z.array(anyTextSchema).min(1),
  /** The notice that bounced and that this one replaces. */
  replaces: nullableTextSchema,
  topics: z.array(topicSchema).min(1),
  /** How many more there were than a message holds: the next mornings tell them. Absent: none. */
  leftOut: positiveIntegerSchema.optional(),
});
export type DigestOrder = z.infer<typeof digestOrderSchema>;

/** Why a digest was put off: the account's daily quota or its rate is used up, or SES refuses the province as a sender. */
export const postponementCauseSchema = z.enum(['quota', 'rate', 'sender']);
export type PostponementCause = z.infer<typeof postponementCauseSchema>;

const textSetSchema = z.union([z.set(anyTextSchema), z.array(anyTextSchema)]);

/** A digest's claim and its fate. */
export const noticeSchema = digestOrderSchema.extend({
  status: noticeStatusSchema,
  subject: anyTextSchema,
  claimedAt: instantTextSchema,
  /** To whom it is really addressed, where that is not `to`: a stage that may not mail those mails its sink. */
  sentTo: z.array(anyTextSchema).nullable().default(null),
  /** Whether this claim's mail was handed to SES. Claims of older code do not say: they may have been. */
  isHandedOver: z.boolean().default(true),
  /** Whether a claim before this one ended so: SES may have its mail, of which nobody heard. */
  mayBeSent: z.boolean().default(false),
  /** When and why the claim was given back; null while somebody holds it. */
  postponed: z
    .object({ at: instantTextSchema, cause: postponementCauseSchema, reason: anyTextSchema })
    .nullable()
    .default(null),
  /** The SES MessageId, once SES has taken the mail. */
  messageId: nullableTextSchema,
  /** When SES took the mail, by its own word; null before that, and of notices of older code. */
  acceptedAt: instantTextSchema.nullable().default(null),
  /** Why it bounced, was complained of or failed. */
  statusReason: nullableTextSchema,
  /** What befell each address (mail-fate.ts). */
  fates: textSetSchema.transform((lines) => [...lines].sort().flatMap((line) => readFate(line) ?? [])).default([]),
  /** Every delivery event of its mails, in words, in order of time: also those that moved nothing. */
  trail: textSetSchema.transform((lines) => [...lines].sort()).default([]),
});
export type Notice = z.infer<typeof noticeSchema>;
