import type { Assignment, AssignmentEvents } from '../assignment/assignment.ts';
import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import type { Approvals } from '../evaluation/approval.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { DismissalRule } from '../finding/dismissal-rule.ts';
import type { Finding } from '../finding/finding.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import type { Mute } from '../notice/mute.ts';
import type { Notice } from '../notice/notice.ts';
import type { Policy } from '../policy/policy.ts';
import type { Receipt } from '../snapshot/receipt.ts';
import type { Source } from '../source/source.ts';
import type { Tally } from '../tally/tally.ts';
import type { Unit, UnitLineage } from '../unit/unit.ts';

/** A unit's month as it stands, whichever state it was counted from. */
export type OpenTally = Omit<Tally, 'stateDigest'>;

/** What the tables hold of a province, as far as reports are made of it. */
export interface ProvinceRecords {
  readonly units: readonly Unit[];
  readonly lineage: readonly UnitLineage[];
  readonly policies: readonly Policy[];
  readonly sources: readonly Source[];
  readonly calendar: readonly CalendarEntry[];
  readonly assignments: readonly Assignment[];
  readonly assignmentEvents: AssignmentEvents;
  /** Every revision of every unit's months. */
  readonly evaluations: readonly Evaluation[];
  readonly approvals: Approvals;
  /** The latest tally of each unit in months that are not judged yet. */
  readonly openTallies: readonly OpenTally[];
  readonly receipts: readonly Receipt[];
  readonly ledger: readonly LedgerEntry[];
  /** As they are kept; what has become of each is derived with the rules: `withStanding`. */
  readonly findings: readonly Finding[];
  readonly dismissalRules: readonly DismissalRule[];
  readonly notices: readonly Notice[];
  /** Every order to mute or unmute. */
  readonly mutes: readonly Mute[];
}
