import type { Day } from '../../shared/calendar/day.ts';

/** A file that a source, or an admin, puts into the bucket. */
export interface FeedObject {
  readonly kind: 'object';
  /** When it arrives: ISO 8601 instant. */
  readonly at: string;
  /** Its key in the bucket, such as `snapshots/portal/2020-06-15.csv.gz`. */
  readonly key: string;
  readonly body: Buffer | string;
}

/** An admin's action: one function, invoked directly with an event. */
export interface FeedAction {
  readonly kind: 'action';
  /** When it is done: ISO 8601 instant. */
  readonly at: string;
  /** The function's folder name, such as `record-report`. */
  readonly functionName: string;
  readonly event: unknown;
}

export type Arrival = FeedObject | FeedAction;

/** A province as the simulated calendar sees it: what arrives, and when. The same feed always gives the same bytes. */
export interface Feed {
  readonly name: string;
  readonly provinceName: string;
  /** The province's time zone (IANA): schedules fire, and days begin, in it. */
  readonly timeZone: string;
  /** The first day that is walked ... */
  readonly firstDay: Day;
  /** ... and the last one, included. */
  readonly until: Day;
  /** Mail addresses that do not exist: what is sent to them bounces. */
  readonly bouncingAddresses: ReadonlySet<string>;
  /** Files beside the feed's whose names are not those of snapshots or registry files: nobody reads them. */
  readonly leftOut?: readonly string[];
  /** What is there before the first day: the registry's files, in the order in which they are dropped. */
  setUp(): Arrival[];
  /** What arrives on a calendar day of the province, in order of time. */
  arrivalsOn(day: Day): Arrival[];
}
