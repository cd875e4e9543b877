import * as z from 'zod';
import { timeZoneSchema } from '../shared/calendar/zone.ts';

const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:mm');

const sourceSettingsSchema = z.strictObject({
  /** As in `sources.json`: the source may create files under `snapshots/<sourceId>/` and nowhere else. */
  sourceId: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and hyphens'),
  /** The IAM role or user with which the source uploads. Without one, only admins of the account upload for it. */
  uploaderPrincipalArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/, 'must be the ARN of an IAM role or user')
    .optional(),
});

/** What a province sets. Each stage is a stack of its own, in the same account or another. */
export const settingsSchema = z
  .strictObject({
    /** Part of every physical name. */
    stage: z.string().regex(/^[a-z][a-z0-9]{1,19}$/, 'must be 2 to 20 lower-case letters and digits'),
    /** Without account and region, the stack goes where the deploying credentials point. */
    account: z
      .string()
      .regex(/^\d{12}$/, 'must be 12 digits')
      .optional(),
    region: z.string().min(1).optional(),
    provinceName: z.string().min(1),
    timeZone: timeZoneSchema,
    /** The domain that SES verifies by DNS records, and the address under it from which unit heads are mailed. */
    senderDomain: z.hostname(),
    senderAddress: z.email(),
    /** Whom a unit asks, and where it objects: name, telephone or address, in Vietnamese. */
    contact: z.string().min(1),
    /** Who is told of alarms. Each address must confirm its subscription once. */
    adminEmails: z.array(z.email()).min(1, 'must name at least one admin, or nobody hears an alarm'),
    /** The only addresses to which this stage may mail; absent: anybody in the registry. */
    mailAllowList: z.array(z.email()).min(1).optional(),
    /** Where a stage with an allow list mails instead of all others; absent: SES's mailbox simulator. */
    mailSinkAddress: z.email().default('success@simulator.amazonses.com'),
    /** Between which times of day heads are mailed, in the province's time zone. */
    mailFrom: localTimeSchema,
    mailUntil: localTimeSchema,
    /** The account's sending rate, as SES shows it: 1 in its sandbox, 14 at first outside of it. */
    mailsPerSecond: z.number().positive(),
    sources: z.array(sourceSettingsSchema),
    /** When the daily work starts, in the province's time zone. */
    evaluateAt: localTimeSchema,
    reviewAt: localTimeSchema,
    announceAt: localTimeSchema,
    watchAt: localTimeSchema,
    planNoticesAt: localTimeSchema,
    watchMailAt: localTimeSchema,
    settleAt: localTimeSchema,
    /** When the whole ledger is verified, once a week. */
    verifyLedgerOn: z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']),
    verifyLedgerAt: localTimeSchema,
    /** Who is told what each month came to, with the hash that proves it; absent: the units that own the sources. */
    announceToUnitIds: z
      .array(z.string().regex(/^[^;*]+$/, 'must be a unitId of units.csv'))
      .min(1)
      .optional(),
    /** Raw files hold applicants' personal data and go after so many days. */
    rawFileDays: z.int().min(7).max(30),
  })
  .refine((settings) => settings.senderAddress.endsWith(`@${settings.senderDomain}`), {
    path: ['senderAddress'],
    message: 'must be an address of senderDomain, or SES refuses to send',
  })
  .refine((settings) => settings.stage === 'production' || settings.mailAllowList !== undefined, {
    path: ['mailAllowList'],
    message: 'must be given on every stage but production: a trial must not mail the heads of the province',
  })
  .refine(({ mailFrom, planNoticesAt, mailUntil }) => mailFrom < mailUntil && planNoticesAt < mailUntil, {
    path: ['mailUntil'],
    message: 'must be later than mailFrom and planNoticesAt, or no digest goes out',
  });
export type Settings = z.infer<typeof settingsSchema>;

const production = {
  stage: 'production',
  region: 'ap-southeast-1',
  provinceName: 'An Giang',
  timeZone: 'Asia/Ho_Chi_Minh',
  senderDomain: 'angiang.example',
  senderAddress: 'dung-hen@angiang.example',
  contact: 'Văn phòng Ủy ban nhân dân tỉnh An Giang, dung-hen@angiang.example',
  adminEmails: ['quan-tri@angiang.example'],
  mailFrom: '07:00',
  mailUntil: '18:00',
  mailsPerSecond: 10,
  sources: [{ sourceId: 'cong-dvc' }],
  evaluateAt: '06:00',
  reviewAt: '06:20',
  announceAt: '06:45',
  watchAt: '07:00',
  planNoticesAt: '07:30',
  watchMailAt: '08:30',
  settleAt: '17:00',
  verifyLedgerOn: 'SUN',
  verifyLedgerAt: '05:00',
  rawFileDays: 30,
} satisfies z.input<typeof settingsSchema>;

const stages: Readonly<Record<string, z.input<typeof settingsSchema>>> = {
  production,
  staging: {
    ...production,
    stage: 'staging',
    // A domain of its own: an account holds each SES identity once, and a trial must not cost production its good name.
    senderDomain: 'thu-nghiem.angiang.example',
    senderAddress: 'dung-hen@thu-nghiem.angiang.example',
    mailAllowList: ['quan-tri@angiang.example'],
  },
};

/**
 * The settings of a stage, checked.
 *
 * @throws Error that names the stages there are, or each setting that is wrong and what it must be.
 */
export function settingsOf(stage: string, overrides: Partial<z.input<typeof settingsSchema>> = {}): Settings {
  const settings = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  if (settings === undefined) {
    throw new Error(
      `There is no stage "${stage}": choose one of ${Object.keys(stages).join(', ')}, or add it to infra/settings.ts.`,
    );
  }
  return checkSettings({ ...settings, ...overrides });
}

/** @throws Error that lists each setting that is wrong and what it must be. */
export function checkSettings(settings: z.input<typeof settingsSchema>): Settings {
  const checked = settingsSchema.safeParse(settings);
  if (checked.success) return checked.data;
  throw new Error(
    `The settings of stage "${settings.stage}" in infra/settings.ts are wrong:\n${z.prettifyError(checked.error)}`,
  );
}
