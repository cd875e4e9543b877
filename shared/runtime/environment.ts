import * as z from 'zod';
import { textSchema } from './field-schemas.ts';

const name = z.string().min(3);

/**
 * The variables that functions share. Each function's `environment.ts` picks the ones it needs; its construct in infra
 * types its `environment` from the same schema, so that a forgotten variable does not compile.
 */
export const environmentVariables = {
  REGISTRY_TABLE: name,
  DOSSIERS_TABLE: name,
  SNAPSHOTS_TABLE: name,
  TALLIES_TABLE: name,
  EVALUATIONS_TABLE: name,
  LEDGER_TABLE: name,
  FINDINGS_TABLE: name,
  NOTICES_TABLE: name,
  BUCKET: name,
  INGEST_QUEUE_URL: z.url(),
  NOTICE_QUEUE_URL: z.url(),
  /**
   * The province's time zone: months, working days and mornings are counted in it. Not looked up again: infra's settings
   * take none that does not exist, and Node reads 10 ms of tables for the first look-up.
   */
  TIME_ZONE: name,
  /** `*`: the units that own the sources are told what a month came to; or the ids of others, separated by `;`. */
  ANNOUNCE_TO_UNIT_IDS: z.string().min(1),
  PROVINCE_NAME: textSchema,
  SENDER_ADDRESS: z.email(),
  /** Whom a unit asks about a mail, and where it objects: name, telephone or address, in Vietnamese. */
  CONTACT: textSchema,
  CONFIGURATION_SET: textSchema,
  /** `*`, or the only addresses to which this stage may mail, separated by `;`. */
  MAIL_ALLOW_LIST: textSchema,
} as const;

/**
 * A function's environment, read once while it loads: zod writes and compiles no code of its own for a single parse.
 *
 * @throws ZodError that names the variables that are missing or wrong.
 */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  return schema.parse(process.env, { jitless: true });
}
