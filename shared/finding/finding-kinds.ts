import { type FindingKind, findingKindSchema } from './finding.ts';

/** What is true of every finding of a kind. */
export interface KindTraits {
  /**
   * Whether a standing rule may dismiss it. Only what units do with dossiers, which can be lawful: never what protects
   * the system itself, its data or its ledger, and never what offers to judge a month anew.
   */
  readonly isDismissible: boolean;
  /**
   * Whether it comes of comparing one day's file with the day before, under an id that names the day: where the day is
   * derived anew and it does not come out again, it never was.
   */
  readonly isOfDerivation: boolean;
  /**
   * Whether its unit is told of it: what the unit did, and can mend or explain. A rise is told by the request to explain
   * it; files, the ledger and unreachable addresses are for others to mend.
   */
  readonly isToldToUnit: boolean;
}

const ofDossiers: KindTraits = { isDismissible: true, isOfDerivation: true, isToldToUnit: true };
const ofSystem: KindTraits = { isDismissible: false, isOfDerivation: false, isToldToUnit: false };

/** Every kind must say what it is: a new one does not compile without. */
export const kindTraits: Readonly<Record<FindingKind, KindTraits>> = {
  'due-date-moved-after-it-passed': ofDossiers,
  'completed-before-seen-open': ofDossiers,
  'due-date-removed': ofDossiers,
  'late-made-timely': ofDossiers,
  'ended-without-date': ofDossiers,
  'moved-while-overdue': ofDossiers,
  'status-went-back': ofDossiers,
  'supplement-near-due-date': ofDossiers,
  'supplement-lifted-after-due-date': ofDossiers,
  'due-before-received': ofDossiers,
  'completed-before-received': ofDossiers,
  'vanished-while-open': ofDossiers,
  'vanished-after-end': ofDossiers,
  'no-longer-counted': ofDossiers,
  'snapshot-unchanged': { isDismissible: false, isOfDerivation: true, isToldToUnit: false },
  'snapshot-quarantined': ofSystem,
  'snapshot-missing': ofSystem,
  'governing-file-changed': ofSystem,
  'past-changed': ofSystem,
  'past-not-compared': ofSystem,
  'draft-not-approved': ofSystem,
  'recount-differs': ofSystem,
  'unit-ended': ofSystem,
  'before-unit-began': ofSystem,
  'unit-unreachable': ofSystem,
  'ledger-fault': ofSystem,
  'deduction-not-notified': ofSystem,
  'explanation-undecided': ofSystem,
  'calendar-missing': ofSystem,
  'escalation-unaddressed': ofSystem,
  'participation-silent': { isDismissible: true, isOfDerivation: false, isToldToUnit: true },
  'participation-perfunctory': { isDismissible: true, isOfDerivation: false, isToldToUnit: true },
  'differs-between-sources': { isDismissible: true, isOfDerivation: false, isToldToUnit: true },
  // Each is explained by itself: who is responsible is asked of every month anew (dispatch 664, item 1b).
  'overdue-rose': ofSystem,
};

/** The kinds that a standing rule may dismiss. */
export const dismissibleKinds: readonly FindingKind[] = kindsWhere(({ isDismissible }) => isDismissible);

/** The kinds that come of comparing one day's file with the day before. */
export const kindsOfDerivation: readonly FindingKind[] = kindsWhere(({ isOfDerivation }) => isOfDerivation);

function kindsWhere(isMeant: (traits: KindTraits) => boolean): FindingKind[] {
  return findingKindSchema.options.filter((kind) => isMeant(kindTraits[kind]));
}
