import type { Day } from '../../shared/calendar/day.ts';
import type { Period } from '../../shared/calendar/period.ts';
import { startOfDay } from '../../shared/calendar/zone.ts';
import { type Dossier, toStoredDossier } from '../../shared/dossier/dossier.ts';
import { type Comparison, seenBefore } from '../../shared/finding/compared-day.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { isNoticed, noticeChange } from '../../shared/finding/notice-change.ts';
import { noticeMissing } from '../../shared/finding/notice-missing.ts';
import { type LiftedPause, liftedPause } from '../../shared/finding/notice-supplement.ts';
import type { DayActivity } from '../../shared/participation/activity.ts';
import { ActivityCounter } from '../../shared/participation/activity-counter.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { SnapshotComparison } from '../../shared/snapshot/compare-snapshot.ts';
import type { MissingCause, MissingEntry } from '../../shared/snapshot/comparison.ts';
import { countOpen } from '../../shared/snapshot/count-open.ts';
import { countRowsByUnit } from '../../shared/snapshot/count-rows-by-unit.ts';
import { lastSeenBeforeEnd, type Standing } from '../../shared/snapshot/last-seen-before-end.ts';
import type { AwaitingDossier, Rejection } from '../../shared/snapshot/read-row.ts';
import type { QuarantineReason, RowCounts } from '../../shared/snapshot/receipt.ts';
import { rowContextOf, unitsByCode } from '../../shared/snapshot/row-context.ts';
import type { SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import type { State, StateEntry } from '../../shared/snapshot/state.ts';
import { encodeState, type StateObject } from '../../shared/snapshot/state-file.ts';
import { type Source, sourceFields } from '../../shared/source/source.ts';
import { holdingUnit } from '../../shared/unit/holding-unit.ts';
import {
  rejectedHeading,
  rejectedLine,
  toCanonicalAwaiting,
  toCanonicalDossier,
  toCanonicalRejection,
  toCanonicalVanished,
} from './canonical-copy.ts';
import { comparedRegistry } from './compared-registry.ts';
import { findStranded } from './find-stranded.ts';
import { FirstSeenAfterEnd } from './first-seen-after-end.ts';
import { readFile } from './read-file.ts';
import { asOfInstant, type RegistryOfDay } from './registry-of-day.ts';
import { Spool } from './spool.ts';

/** Raised when rows come to be read otherwise: every file is then read in full once. */
const READER_VERSION = 3;

export interface DayInputs {
  readonly name: SnapshotName;
  readonly registry: RegistryOfDay;
  /** The state of the nearest earlier day; an empty one before the first ... */
  readonly prior: State;
  /** ... and that day; null before the first. */
  readonly priorDay: Day | null;
  /** The state that the day was derived to before, null where this is the first time. */
  readonly replaced: State | null;
  /** Whether this day can govern a month: then every row is read, and a canonical copy is made. */
  readonly mayGovern: boolean;
  /** The period of a month that it may govern and that was over before this day, or null. */
  readonly endedPeriod: Period | null;
  readonly receivedAt: string;
  /** The province's time zone. */
  readonly timeZone: string;
}

/** All that comes of a day's file. Nothing of it has been written yet. */
export interface DerivedDay {
  readonly quarantine: QuarantineReason | null;
  readonly state: State;
  readonly stateObject: StateObject;
  readonly counts: RowCounts;
  /** How many dossiers the day before showed open. */
  readonly openBefore: number;
  /** The rejected rows as CSV lines, heading first. */
  readonly rejected: Spool;
  readonly findings: readonly Finding[];
  /** Pauses that lasted over the due date and ended: findings where they are remembered to have begun near it. */
  readonly liftedPauses: readonly LiftedPause[];
  readonly lastSeen: ReadonlyMap<number, Standing>;
  /** What each unit did since the day before. */
  readonly activity: DayActivity;
  /** Changed dossiers, one stored form a line. */
  readonly changed: Spool;
  /** SHA-256 of those lines. */
  readonly changedDigest: string;
  /** The canonical copy's lines and digest; null on days that govern nothing. */
  readonly canonical: { readonly lines: Spool; readonly digest: string } | null;
}

/** The same with the SHA-256 of the file as it came. */
export interface DerivedFile extends DerivedDay {
  /** Whether the day was derived before, by another file or from another day before, or may have been. */
  readonly isToldAnew: boolean;
  readonly objectDigest: string;
}

/** Derives a day from its file and the state of the nearest earlier day. */
export async function deriveDay(file: AsyncIterable<Buffer>, inputs: DayInputs): Promise<DerivedDay> {
  const { name, registry, prior } = inputs;
  const openBefore = countOpen(prior, registry.movedUnits);
  const context = rowContextOf(registry.source, registry.unitCodes, name.day, holdingUnit(registry, name.day));
  const gathered = new DayGatherer(inputs);
  const comparison = new SnapshotComparison(
    {
      prior,
      replaced: inputs.replaced,
      head: { sourceId: name.sourceId, day: name.day },
      contextDigest: contextDigestOf(registry, name.day),
      context,
      readsEveryRow: inputs.mayGovern,
      snapshotDayMs: startOfDay(name.day, registry.source.timeZone),
      hasMoved: (unitId) => registry.movedUnits.has(unitId),
      dropsEnded: registry.source.window.movingDays !== undefined,
      volatileFields: volatileFieldsOf(registry),
      digestInputs: (header, contextDigest) =>
        digestOf({ header: header.text, delimiter: header.delimiter, contextDigest }),
    },
    gathered,
  );
  try {
    const quarantine = await readFile(file, name, registry.source, comparison);
    const { state, counts } = comparison.finish();
    const stateObject = encodeState(state);
    const { findings, ...told } = gathered.close(state);
    const stranded = findStranded(state, registry, inputs.receivedAt);
    return { quarantine, state, stateObject, counts, openBefore, ...told, findings: [...findings, ...stranded] };
  } catch (error) {
    gathered.remove();
    throw error;
  }
}

/** Removes what was put aside on disk. */
export function forgetSpools({ state, changed, rejected, canonical }: DerivedDay): void {
  state.remove();
  changed.remove();
  rejected.remove();
  canonical?.lines.remove();
}

/**
 * Units by code as of the day: a code that has come to stand for another unit makes every row be read again; so does a
 * unit for which another source has come to count.
 */
function contextDigestOf(registry: RegistryOfDay, day: Day): string {
  const { source, unitCodes, movedUnits } = registry;
  const byCode = unitsByCode(unitCodes, source.sourceId, day, holdingUnit(registry, day));
  const units = [...byCode].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return digestOf({ source, units, moved: [...movedUnits].toSorted(), readerVersion: READER_VERSION });
}

function volatileFieldsOf({ source }: RegistryOfDay) {
  return new Set(sourceFields.filter((field) => source.volatileColumns.includes(source.columns[field] ?? '')));
}

/** The as-of instants of days, each reckoned once: every changed dossier asks for one. */
function asOfInstants(source: Source): (day: Day) => number {
  const instants = new Map<Day, number>();
  return (day) => {
    const instantMs = instants.get(day) ?? asOfInstant(source, day);
    instants.set(day, instantMs);
    return instantMs;
  };
}

/** Gathers what the comparison tells, row by row. */
class DayGatherer {
  readonly #comparison: Comparison;
  readonly #rejected = new Spool();
  readonly #findings: Finding[] = [];
  readonly #liftedPauses: LiftedPause[] = [];
  readonly #lastSeen = new Map<number, Standing>();
  readonly #activity: ActivityCounter;
  readonly #expectedUnits: ReadonlySet<string>;
  readonly #changed = new Spool();
  readonly #canonical: Spool | null;
  readonly #firstSeen: FirstSeenAfterEnd | null;

  constructor(inputs: DayInputs) {
    const { name, registry, prior, receivedAt, timeZone } = inputs;
    this.#activity = new ActivityCounter(inputs.priorDay);
    this.#expectedUnits = registry.countedUnits;
    this.#firstSeen = inputs.endedPeriod && new FirstSeenAfterEnd(inputs.endedPeriod, inputs);
    this.#canonical = inputs.mayGovern ? new Spool({ isGzip: true }) : null;
    this.#comparison = {
      sourceId: name.sourceId,
      day: name.day,
      asOfMs: asOfInstants(registry.source),
      priorDay: prior.head.day,
      // The state before a source's first file is named for that file's own day.
      isFirst: prior.head.day === name.day,
      statesCompletion: registry.source.columns.completedAt !== undefined,
      noticedAt: receivedAt,
      timeZone,
      registry: comparedRegistry(registry, name.day),
    };
    this.#rejected.add(rejectedHeading);
  }

  dossier(
    dossier: Dossier,
    before: StateEntry | null,
    isToBeWritten: boolean,
    position: number,
    isRestated: boolean,
  ): void {
    const lastSeen = this.#lastSeenOf(dossier, before);
    if (lastSeen !== null) this.#lastSeen.set(position, lastSeen);
    this.#canonical?.add(JSON.stringify(toCanonicalDossier(dossier, lastSeen)));
    if (!isToBeWritten) return;
    this.#changed.add(JSON.stringify(toStoredDossier(dossier)));
    if (!isRestated) return;
    this.#activity.take(dossier, before);
    this.#notice(dossier, before);
  }

  #notice(dossier: Dossier, entry: StateEntry | null): void {
    const before = seenBefore(entry, this.#comparison);
    if (!isNoticed(dossier, before, this.#comparison)) return;
    const findings = noticeChange(dossier, before, this.#comparison);
    if (findings.length > 0) this.#findings.push(...findings);
    const lifted = before === null ? null : liftedPause(dossier, before, this.#comparison);
    if (lifted !== null) this.#liftedPauses.push(lifted);
  }

  rejected(rejection: Rejection): void {
    this.#rejected.add(rejectedLine(rejection));
    this.#activity.reject(rejection.unitId);
    this.#canonical?.add(canonicalJson(toCanonicalRejection(rejection)));
  }

  awaiting(dossier: AwaitingDossier): void {
    this.#canonical?.add(canonicalJson(toCanonicalAwaiting(dossier)));
  }

  missing(entry: MissingEntry, why: MissingCause, isNew: boolean): void {
    const line = toCanonicalVanished(entry);
    if (line !== null) this.#canonical?.add(canonicalJson(line));
    const finding = isNew ? noticeMissing(entry, why, this.#comparison) : null;
    if (finding !== null) this.#findings.push(finding);
  }

  close(state: State) {
    this.#rejected.close();
    return {
      rejected: this.#rejected,
      findings: [...this.#findings, ...(this.#firstSeen?.findings() ?? [])],
      liftedPauses: this.#liftedPauses,
      lastSeen: this.#lastSeen,
      activity: this.#activity.finish(state.head, countRowsByUnit(state), this.#expectedUnits),
      changed: this.#changed,
      changedDigest: this.#changed.close(),
      canonical: this.#canonical && { lines: this.#canonical, digest: this.#canonical.close() },
    };
  }

  remove(): void {
    this.#changed.remove();
    this.#rejected.remove();
    this.#canonical?.remove();
  }

  #lastSeenOf(dossier: Dossier, before: StateEntry | null): Standing | null {
    if (this.#firstSeen === null) return null;
    const { dossierCode, receivedAtMs, unitId, dueAtMs, completedAtMs, statusClass } = dossier;
    const now = {
      unitId,
      statusClass,
      dueAtMs: dueAtMs ?? Number.NaN,
      completedAtMs: completedAtMs ?? Number.NaN,
    };
    if (before === null) return this.#firstSeen.standing({ dossierCode, receivedAtMs, now });
    return lastSeenBeforeEnd(now, before);
  }
}
