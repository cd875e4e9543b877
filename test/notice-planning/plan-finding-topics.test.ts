import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DismissalRule } from '../../shared/finding/dismissal-rule.ts';
import { type Finding, findingKindSchema, findingStateSchema } from '../../shared/finding/finding.ts';
import { kindTraits } from '../../shared/finding/finding-kinds.ts';
import { withStanding } from '../../shared/finding/standing-of-finding.ts';
import { type FindingFacts, planFindingTopics } from '../../shared/notice/plan-finding-topics.ts';
import { planFindingsWeekTopics } from '../../shared/notice/plan-findings-week-topics.ts';

/** A dossier of Sở Xây dựng whose due date was moved after it had passed, noticed in the small hours of 09/07/2020. */
function finding(code: string, changes: Partial<Finding> = {}): Finding {
  const { kind = 'due-date-moved-after-it-passed', day = '2020-07-08' } = changes;
  return {
    unitId: 'so-xay-dung',
    findingId: `${kind}#cong-dvc#${code}#${day}`,
    kind,
    severity: 'warning',
    state: 'open',
    sourceId: 'cong-dvc',
    day,
    month: null,
    sentence: `Hồ sơ ${code} đã quá hạn thì ngày hẹn trả được sửa.`,
    evidence: { dossierCode: code },
    noticedAt: '2020-07-08T18:00:00.000Z', // 01:00 of the 9th in the province
    ...changes,
  };
}

function facts(findings: readonly Finding[], rules: readonly DismissalRule[] = []): FindingFacts {
  const nameOf = (unitId: string) => (unitId === 'so-xay-dung' ? 'Sở Xây dựng' : unitId);
  return { findings: withStanding(findings, rules), nameOf, timeZone: 'Asia/Ho_Chi_Minh' };
}

const topicsOn = (day: string, findings: readonly Finding[]) =>
  planFindingTopics(day, facts(findings)).map(({ topic }) => topic);
const idsOn = (day: string, findings: readonly Finding[]) => topicsOn(day, findings).map(({ topicId }) => topicId);

describe('what a unit is told of what was noticed', () => {
  test('the findings of a kind and day are one topic, by code', () => {
    expect(topicsOn('2020-07-09', [finding('H2'), finding('H1')])).toEqual([
      {
        kind: 'findings',
        topicId: 'findings#so-xay-dung#due-date-moved-after-it-passed#2020-07-08#2',
        unitId: 'so-xay-dung',
        unitName: 'Sở Xây dựng',
        findingKind: 'due-date-moved-after-it-passed',
        day: '2020-07-08',
        month: null,
        findings: [
          {
            findingId: 'due-date-moved-after-it-passed#cong-dvc#H1#2020-07-08',
            dossierCode: 'H1',
            sentence: 'Hồ sơ H1 đã quá hạn thì ngày hẹn trả được sửa.',
          },
          {
            findingId: 'due-date-moved-after-it-passed#cong-dvc#H2#2020-07-08',
            dossierCode: 'H2',
            sentence: 'Hồ sơ H2 đã quá hạn thì ngày hẹn trả được sửa.',
          },
        ],
        total: 2,
      },
    ]);
  });

  test('it is told again where more comes to light of the day, not where some of it is closed', () => {
    const both = [finding('H1'), finding('H2')];
    const oneClosed = [finding('H1', { state: 'dismissed' }), finding('H2')];

    expect(idsOn('2020-07-10', both)).not.toEqual(idsOn('2020-07-09', [finding('H1')]));
    expect(idsOn('2020-07-10', oneClosed)).toEqual(idsOn('2020-07-09', both));
    expect(topicsOn('2020-07-10', oneClosed)[0]).toMatchObject({ total: 1, findings: [{ dossierCode: 'H2' }] });
  });

  test.each([
    ['explained', finding('H1', { state: 'explained' })],
    ['dismissed', finding('H1', { state: 'dismissed' })],
    ['resolved', finding('H1', { state: 'resolved' })],
    ['of little weight', finding('H1', { severity: 'info' })],
    ['a file that did not come', finding('H1', { kind: 'snapshot-missing' })],
    ['a rise, of which the request to explain it tells', finding('H1', { kind: 'overdue-rose' })],
  ])('nothing: %s', (_title, one) => {
    expect(topicsOn('2020-07-09', [one])).toEqual([]);
  });

  test('nothing of what a standing rule dismisses', () => {
    const rule: DismissalRule = {
      ruleId: 'gia-han',
      kinds: ['due-date-moved-after-it-passed'],
      unitId: 'so-xay-dung',
      procedureCode: null,
      validFrom: '2020-07-01',
      until: '2020-12-31',
      actor: 'chanh-van-phong',
      reason: 'Gia hạn theo Công văn số 812/UBND-KSTT',
      reference: '812/UBND-KSTT',
      orderedAt: '2020-07-01T01:00:00.000Z',
      end: null,
    };
    expect(planFindingTopics('2020-07-09', facts([finding('H1')], [rule]))).toEqual([]);
  });

  test('what could not be told is made good for 31 days: until 09/08, counted from midnight in the province', () => {
    expect(idsOn('2020-08-09', [finding('H1')])).toHaveLength(1);
    expect(idsOn('2020-08-10', [finding('H1')])).toEqual([]);
  });

  test('of whatever was noticed, each open finding that units are told of stands in one topic, and nothing else', () => {
    const anyFinding = fc.record({
      unitId: fc.constantFrom('so-xay-dung', 'so-y-te'),
      kind: fc.constantFrom(...findingKindSchema.options),
      severity: fc.constantFrom('info' as const, 'warning' as const, 'alarm' as const),
      state: fc.constantFrom(...findingStateSchema.options),
      day: fc.constantFrom('2020-07-07', '2020-07-08'),
    });
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 12 }), (given) => {
        const findings = given.map((changes, at) => finding(`H${at}`, changes));
        const topics = topicsOn('2020-07-09', findings);
        const told = topics.flatMap((topic) => (topic.kind === 'findings' ? topic.findings : []));
        const expected = findings.filter(
          ({ kind, severity, state }) => kindTraits[kind].isToldToUnit && severity !== 'info' && state === 'open',
        );
        expect(told.map(({ findingId }) => findingId).toSorted()).toEqual(
          expected.map(({ findingId }) => findingId).toSorted(),
        );
        expect(new Set(topics.map(({ topicId }) => topicId)).size).toBe(topics.length);
      }),
    );
  });
});

describe('what the office is told of a week', () => {
  // Monday 06/07 to Sunday 12/07/2020 in the province: from 17:00 UTC of the day before
  const justBefore = finding('H1', { noticedAt: '2020-07-05T16:59:59.000Z' });
  const atItsBeginning = finding('H2', { noticedAt: '2020-07-05T17:00:00.000Z' });
  const closed = finding('H3', { state: 'resolved' });
  const explained = finding('H4', { state: 'explained' });
  const afterIt = finding('H5', { kind: 'snapshot-missing', unitId: 'so-tttt', noticedAt: '2020-07-12T17:00:00.000Z' });
  const ofFile = finding('H6', { kind: 'snapshot-missing', unitId: 'so-tttt', noticedAt: '2020-07-12T16:59:59.000Z' });
  const all = [justBefore, atItsBeginning, closed, explained, afterIt, ofFile];
  const weekOn = (day: string, findings: readonly Finding[]) =>
    planFindingsWeekTopics(day, facts(findings), ['so-tttt']).map(({ topic }) => topic);

  test('what was noticed in it, and what is not closed, by unit and kind, whatever its kind', () => {
    const building = { unitId: 'so-xay-dung', unitName: 'Sở Xây dựng' };
    expect(weekOn('2020-07-13', all)).toEqual([
      {
        kind: 'findings-week',
        topicId: 'findings-week#so-tttt#2020-07-13',
        unitId: 'so-tttt',
        unitName: 'so-tttt',
        firstDay: '2020-07-06',
        lastDay: '2020-07-12',
        rows: [
          // H2, H3 and H4 are of the week; H1 and H2 are open
          { ...building, findingKind: 'due-date-moved-after-it-passed', isNew: 3, open: 2, explained: 1 },
          // H6, a file that did not come, says nothing against a unit, but somebody must look
          { unitId: 'so-tttt', unitName: 'so-tttt', findingKind: 'snapshot-missing', isNew: 1, open: 1, explained: 0 },
        ],
        total: 2,
        newTotal: 4,
        openTotal: 3,
      },
    ]);
  });

  test('once a week: on any of its mornings it is the same topic, the next Monday another', () => {
    const ids = ['2020-07-13', '2020-07-14', '2020-07-17', '2020-07-19', '2020-07-20'].map(
      (day) => weekOn(day, all)[0]?.topicId,
    );
    const week = 'findings-week#so-tttt#2020-07-13';
    expect(ids).toEqual([week, week, week, week, 'findings-week#so-tttt#2020-07-20']);
  });

  test('nothing where all is closed and nothing is new', () => {
    expect(weekOn('2020-07-27', [closed])).toEqual([]);
  });
});
