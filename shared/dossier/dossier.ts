import * as z from 'zod';
import { DAY_MS, dayOfNumber } from '../calendar/day.ts';
import { anyTextSchema, instantTextSchema, nullableTextSchema, textSchema } from '../runtime/field-schemas.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What a source's status code means for counting (national portal: TrangThaiHoSo). */
export const statusClassSchema = z.enum(['not-counted', 'open', 'paused', 'returned', 'completed']);
export type StatusClass = z.infer<typeof statusClassSchema>;

export const channelSchema = z.enum(['direct', 'online', 'post', 'other']);
export type Channel = z.infer<typeof channelSchema>;

/** What is odd about a dossier's data without making it unreadable. */
export const dossierFlagSchema = z.enum([
  'completion-from-hand-over',
  'completion-from-first-day-seen-ended',
  'open-with-completion-date',
  'completed-before-received',
  'due-before-received',
]);
export type DossierFlag = z.infer<typeof dossierFlagSchema>;

/**
 * One application, as a source states it: the stored fields alone. Instants are epoch milliseconds.
 * `completedAtMs` is the end of processing of an ended dossier (also of a returned one); lateness compares it with `dueAtMs`.
 */
export interface Dossier {
  readonly dossierCode: string;
  readonly unitId: string;
  readonly procedureCode: string | null;
  readonly procedureName: string | null;
  readonly channel: Channel | null;
  /** When an online dossier was submitted; null where that cannot be read. Absent: the source does not state it. */
  readonly submittedAtMs?: number | null;
  readonly receivedAtMs: number;
  readonly dueAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly returnedAtMs: number | null;
  /** The source's own status code. */
  readonly status: string;
  readonly statusClass: StatusClass;
  readonly flags: readonly DossierFlag[];
}

const instantSchema = instantTextSchema.transform((text) => Date.parse(text));

/** A dossier as it is stored in objects and tables: instants as ISO 8601 in UTC with milliseconds. */
export const storedDossierSchema = z
  .object({
    dossierCode: textSchema,
    unitId: textSchema,
    procedureCode: nullableTextSchema,
    procedureName: nullableTextSchema,
    channel: channelSchema.nullable(),
    receivedAt: instantSchema,
    dueAt: instantSchema.nullable(),
    completedAt: instantSchema.nullable(),
    returnedAt: instantSchema.nullable(),
    status: anyTextSchema,
    statusClass: statusClassSchema,
    flags: z.array(dossierFlagSchema),
    submittedAt: instantSchema.nullable().optional(),
  })
  .transform(
    ({ submittedAt, receivedAt, dueAt, completedAt, returnedAt, ...rest }): Dossier => ({
      ...rest,
      ...(submittedAt !== undefined && { submittedAtMs: submittedAt }),
      receivedAtMs: receivedAt,
      dueAtMs: dueAt,
      completedAtMs: completedAt,
      returnedAtMs: returnedAt,
    }),
  );

/** The stored form of a dossier, its keys in the order of canonical JSON; `storedDossierSchema` reads it back. */
export function toStoredDossier(dossier: Dossier): z.input<typeof storedDossierSchema> {
  const { submittedAtMs, receivedAtMs, dueAtMs, completedAtMs, returnedAtMs } = dossier;
  return {
    channel: dossier.channel,
    completedAt: completedAtMs === null ? null : isoInstant(completedAtMs),
    dossierCode: dossier.dossierCode,
    dueAt: dueAtMs === null ? null : isoInstant(dueAtMs),
    flags: [...dossier.flags],
    procedureCode: dossier.procedureCode,
    procedureName: dossier.procedureName,
    receivedAt: isoInstant(receivedAtMs),
    returnedAt: returnedAtMs === null ? null : isoInstant(returnedAtMs),
    status: dossier.status,
    statusClass: dossier.statusClass,
    ...(submittedAtMs !== undefined && { submittedAt: submittedAtMs === null ? null : isoInstant(submittedAtMs) }),
    unitId: dossier.unitId,
  };
}

const dayTexts = new Map<number, string>();
const MAX_DAY_TEXTS = 100_000;

/** What `Date.prototype.toISOString` gives, with each day's part remembered: it is asked for millions of instants. */
export function isoInstant(instantMs: number): string {
  const day = Math.floor(instantMs / DAY_MS);
  const ms = instantMs - day * DAY_MS;
  const time = `${twoDigits(ms / HOUR_MS)}:${twoDigits((ms / MINUTE_MS) % 60)}:${twoDigits((ms / 1000) % 60)}`;
  return `${dayText(day)}T${time}.${String(ms % 1000).padStart(3, '0')}Z`;
}

function dayText(dayNumber: number): string {
  const known = dayTexts.get(dayNumber);
  if (known !== undefined) return known;
  if (dayTexts.size >= MAX_DAY_TEXTS) dayTexts.clear();
  const text = dayOfNumber(dayNumber);
  dayTexts.set(dayNumber, text);
  return text;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${Math.floor(value)}` : `${Math.floor(value)}`;
}
