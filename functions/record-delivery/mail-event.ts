import * as z from 'zod';

const mailSchema = z.object({
  messageId: z.string().min(1),
  /** When SES took the mail: the same in all its events. */
  timestamp: z.iso.datetime(),
  /** All its recipients, copies too. */
  destination: z.array(z.string()).default([]),
  /** Only mails that were sent with a configuration set carry tags. */
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const recipientsSchema = z.array(
  z.object({ emailAddress: z.string(), status: z.string().optional(), diagnosticCode: z.string().optional() }),
);

/** What SES tells of a mail by way of EventBridge: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html */
const detailSchema = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: mailSchema }),
  z.object({
    eventType: z.literal('Delivery'),
    mail: mailSchema,
    delivery: z.object({ recipients: z.array(z.string()) }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: mailSchema,
    bounce: z.object({
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
      bounceSubType: z.string(),
      bouncedRecipients: recipientsSchema,
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: mailSchema,
    complaint: z.object({
      complainedRecipients: recipientsSchema,
      complaintFeedbackType: z.string().nullish(),
    }),
  }),
  z.object({ eventType: z.literal('Reject'), mail: mailSchema, reject: z.object({ reason: z.string() }) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail: mailSchema,
    deliveryDelay: z.object({ delayType: z.string(), delayedRecipients: recipientsSchema }),
  }),
  /** Nothing that we ask SES for; here so that a configuration set with more event types does no harm. */
  z.object({ eventType: z.enum(['Open', 'Click', 'Rendering Failure', 'Subscription']), mail: mailSchema }),
]);
export type MailEventDetail = z.infer<typeof detailSchema>;

export const mailEventSchema = z.object({
  source: z.literal('aws.ses'),
  time: z.iso.datetime(),
  detail: detailSchema,
});
export type MailEvent = z.infer<typeof mailEventSchema>;
