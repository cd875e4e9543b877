import type { AlarmedMetric } from '../../shared/runtime/telemetry.ts';
import type { System } from './system.ts';

/** Something that a function does, to be cut off before and after each of its writes. */
export interface InterruptedCase {
  readonly title: string;
  /** What the function is called with: a queue's message, or what an admin sends. */
  readonly event: unknown;
  /** To where the calm run writes, sorted: tables, prefixes of the bucket, queues, `mail`. */
  readonly writesTo: readonly string[];
  /** The alarms of the calm run, sorted. */
  readonly raises?: readonly AlarmedMetric[];
  /** What stands before. */
  readonly prepare?: (system: System) => Promise<void>;
  /** The queue whose messages come back to the function itself, until none is left. */
  readonly feeds?: 'ingest';
  /** ISO instants of the machine's clock at the first attempt, the second, and so on. */
  readonly clock?: readonly string[];
  /** What happens outside between two attempts, and after the last. */
  readonly meanwhile?: (system: System) => Promise<void>;
  /** Attributes that tell of the attempts themselves (when, how many), and so differ. */
  readonly ofAttempts?: readonly string[];
  /** The error codes by which SES answers the first mails. */
  readonly sesRefusals?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}
