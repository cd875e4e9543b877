import { describe, expect, test } from '@jest/globals';
import type { GoverningReceipt } from '../../shared/evaluation/build-evaluation.ts';
import { noticeDifference } from '../../shared/evaluation/notice-difference.ts';
import { type Counts, noCounts, type Tally } from '../../shared/tally/tally.ts';

const governing: GoverningReceipt = {
  sourceId: 'portal',
  day: '2020-06-30',
  fileNumber: 2,
  objectKey: 'snapshots/portal/2020-06-30.2.csv',
  readKey: 'snapshots/portal/2020-06-30.2.csv',
  objectDigest: 'o',
  receivedAt: '2020-06-30T20:00:00Z',
  rowsRead: 1,
  accepted: 1,
  rejected: 0,
  outside: 0,
  changed: 0,
  vanished: 0,
  rejectedKey: null,
  outcome: 'accepted',
  revision: 2,
  stateKey: 'states/second',
  stateDigest: 'second',
  priorDay: null,
  priorStateDigest: null,
  inputsDigest: 'i',
  rulesDigest: 'r',
  activityKey: null,
  reporters: null,
  canonicalKey: 'canonical/portal/2020-06-30/c.ndjson.gz',
  canonicalDigest: 'c',
  release: null,
};

const one: Counts = { ...noCounts(), received: 1, handled: 1, resolvedEarly: 1, fellDue: 1 };

function tallyOf(counts: Counts, stateDigest: string): Tally {
  return { ...counts, unitId: 'so-xay-dung', month: '2020-06', sourceId: 'portal', day: '2020-06-30', stateDigest };
}

function differences(recounted: Counts, tally: Tally | null): unknown {
  const counted = {
    counts: recounted,
    ownCounts: recounted,
    overdue: [],
    unknown: [],
    share: { overdue: 0, denominator: 0 },
  };
  const judgement = { overdue: 0, unknown: 0 };
  const figures = { unitId: 'so-xay-dung', month: '2020-06', governing, counted, tally, judgement, evidence: null };
  return noticeDifference(figures, '2020-07-01T23:00:00Z')?.evidence.differences ?? null;
}

const missing = [
  'received: tally missing, recount 1',
  'handled: tally missing, recount 1',
  'resolvedEarly: tally missing, recount 1',
  'fellDue: tally missing, recount 1',
];

describe('what ingest tallied from the governing state must be what is recounted', () => {
  test.each<[string, Counts, Tally | null, readonly string[] | null]>([
    ['the same agrees', one, tallyOf(one, 'second'), null],
    ['another count differs', one, tallyOf({ ...one, received: 2 }, 'second'), ['received: tally 2, recount 1']],
    ['dossiers without a tally differ', one, null, missing],
    [
      'dossiers with a tally of another state alone differ, though it says the same',
      one,
      tallyOf(one, 'first'),
      missing,
    ],
    ['no dossiers and no tally agree', noCounts(), null, null],
    ['no dossiers and a tally of another state agree', noCounts(), tallyOf(one, 'first'), null],
    ['no dossiers and a tally of zeros agree', noCounts(), tallyOf(noCounts(), 'second'), null],
  ])('%s', (_name, recounted, tally, expected) => {
    expect(differences(recounted, tally)).toEqual(expected);
  });
});
