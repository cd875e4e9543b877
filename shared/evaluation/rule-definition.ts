import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule } from '../policy/rule.ts';
import type { AwaitingLine, CanonicalLine } from '../snapshot/canonical-line.ts';
import type { RejectedLine } from './bound-unknown.ts';
import type { VerdictReason } from './evaluation.ts';
import type { JudgingRules } from './judge-unit.ts';
import type { JudgedSource } from './judging-registry.ts';
import type { UnitMonth } from './unit-month.ts';
import type { CountedUnit } from './unit-month-counter.ts';

/** Counts one unit's month by one rule, line by line, in any order. */
export interface MonthCounter<Month extends UnitMonth = UnitMonth> {
  /** @param isOwn whether the line is about the unit itself, not a unit below it */
  add(line: CanonicalLine, isOwn: boolean): void;
  /** A dossier that waits for acceptance, of which only rules about acceptance want to know. */
  addAwaiting?(line: AwaitingLine, isOwn: boolean): void;
  /** @param contradicted dossier code -> the first row that contradicts it, whichever unit it names */
  result(contradicted: ReadonlyMap<string, RejectedLine>): Month;
}

/** A unit whose month is counted, with the row of its policy. */
export interface RuledUnit extends CountedUnit {
  readonly policy?: Policy | null;
}

/**
 * @param isAfterEnd whether the copy's day lies after the period, and is read as last seen before its end
 * @param calendar days off and worked weekend days of the period and the month before, for rules that say `needsCalendar`
 */
export type CounterOf<Month extends UnitMonth = UnitMonth> = (
  unit: RuledUnit,
  isAfterEnd: boolean,
  zone: ZoneOffsets,
  calendar: readonly CalendarEntry[],
) => MonthCounter<Month>;

/**
 * All that is a rule's own. Who is judged, by which snapshot, the verdict by bounds, evidence, manifests, revisions, the
 * ledger, replay and letters are the same for every rule.
 */
export interface RuleDefinition {
  readonly rule: Rule;
  /** Whether units without a policy of this rule get an evaluation too, which says that they are not judged. */
  readonly namesEveryUnit: boolean;
  /** Whether it reckons in working time: the registry's calendar is then kept with the month. */
  readonly needsCalendar?: boolean;
  readonly counterOf: CounterOf;
  /**
   * Why dossiers that break the rule cannot be seen in a source, null where they can: what is seen may then show that a
   * unit exceeds, never that it passes.
   */
  readonly blindnessOf?: (source: JudgedSource) => VerdictReason | null;
  /** The arithmetic in words, for the manifest: what is divided by what, and how it is compared. */
  formulaOf(rules: JudgingRules): string;
}
