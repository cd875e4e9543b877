import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Arrival, Feed } from '../../infra/local/feed.ts';
import { type Outcome, readOutcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import { addDays } from '../../shared/calendar/day.ts';
import type { Rule } from '../../shared/policy/rule.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';

/**
 * A province that judges its departments by two rules: the dispatch's share of overdue dossiers, with a second band above
 * 2,5%, and online dossiers that wait more than 8 working hours for acceptance. 29/06 to 02/07/2020, through the functions
 * as they are deployed.
 */
const FIRST_DAY = '2020-06-29';
const UNTIL = '2020-07-02';

/** Submitted on Tuesday 09/06 at 16:00: its eight hours end on Wednesday at 16:00. */
const IN_TIME = { submitted: '20200609160000', accepted: '20200610080000' };
/** Submitted on Friday 05/06 at 09:00: its eight hours end on Monday 08/06 at 09:00. */
const LATE = { submitted: '20200605090000', accepted: '20200610080000' };

interface Department {
  readonly unitId: string;
  readonly name: string;
  readonly inTime: number;
  readonly late: number;
  /** Status 1: submitted on Friday 05/06 and still neither accepted nor refused. */
  readonly waiting: number;
  /** Without a submission time. */
  readonly unclear: number;
  /** Of the accepted ones, so many are overdue. */
  readonly overdue: number;
}

const departments: readonly Department[] = [
  // 3 of 100 overdue; 8 of 102 accepted late
  { unitId: 'so-a', name: 'Sở A', inTime: 94, late: 6, waiting: 2, unclear: 0, overdue: 3 },
  // 2 of 100, not over 2%; 5 of 100, not over 5%
  { unitId: 'so-b', name: 'Sở B', inTime: 95, late: 5, waiting: 0, unclear: 0, overdue: 2 },
  // none overdue; 5 of 100 late at best, 6 of 100 at worst
  { unitId: 'so-c', name: 'Sở C', inTime: 94, late: 5, waiting: 0, unclear: 1, overdue: 0 },
  // 3 of 100 overdue; none late
  { unitId: 'so-d', name: 'Sở D', inTime: 100, late: 0, waiting: 0, unclear: 0, overdue: 3 },
];

const defaults = new URL('../../shared/registry/defaults/', import.meta.url);

function registryFile(name: string, body: string | Buffer): Arrival {
  return { kind: 'object', at: '2020-06-28T01:00:00.000Z', key: `registry/${name}`, body };
}

const policies = [
  'policyId,rule,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,higherBands,basis,comparison,paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,explanationWorkingDays,officeHours,limitWorkingHours,legalBasis',
  'qua-han,,province,2020-06-01,,deduct,2,100,50,25/1000:75,handled,instant,,,,,,,,automatic,0,,,Quyết định về hồ sơ quá hạn',
  'tiep-nhan,late-acceptance,province,2020-06-01,,deduct,5,100,25,,handled,instant,,,,,,,,automatic,0,07:00-11:00;13:00-17:00,8,Quyết định về tiếp nhận hồ sơ trực tuyến',
].map((line) => line.replace('07:00-11:00;13:00-17:00', '"07:00-11:00;13:00-17:00"'));

/** The shipped portal, with the two settings that the second rule needs. */
function sourceThatShowsSubmissions(): string {
  const [portal] = z
    .array(z.looseObject({ columns: z.record(z.string(), z.string()) }))
    .parse(JSON.parse(readFileSync(new URL('sources.json', defaults), 'utf8')));
  const columns = { ...portal?.columns, submittedAt: 'NgayNopHoSo' };
  return JSON.stringify([{ ...portal, columns, awaiting: ['1'] }]);
}

function setUp(): Arrival[] {
  const named = departments.map(
    ({ unitId, name }) =>
      `${unitId},${name},province,department,,Giám đốc ${name},giam-doc@${unitId}.example,,,2020-01-01,`,
  );
  const all = (row: (unitId: string) => string) => departments.map(({ unitId }) => row(unitId)).join('\n');
  return [
    registryFile('policies.csv', policies.join('\n')),
    registryFile('calendar.csv', readFileSync(new URL('calendar.csv', defaults))),
    registryFile('sources.json', sourceThatShowsSubmissions()),
    registryFile(
      'units.csv',
      `unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\n${named.join('\n')}`,
    ),
    registryFile(
      'unit-codes.csv',
      `sourceId,code,unitId,validFrom,validTo\n${all((unitId) => `cong-dvc,${unitId},${unitId},2020-01-01,`)}`,
    ),
    registryFile(
      'unit-sources.csv',
      `unitId,sourceId,validFrom,validTo\n${all((unitId) => `${unitId},cong-dvc,2020-01-01,`)}`,
    ),
  ];
}

const HEADER =
  'MaHoSo,MaTTHC,TenTTHC,MaLinhVuc,TenLinhVuc,DonViXuLy,KenhThucHien,NgayNopHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,TrangThaiHoSo';

function rowsOf({ unitId, inTime, late, waiting, unclear, overdue }: Department): string[] {
  const row = (code: string, submitted: string, accepted: string, due: string, status: string) =>
    `${unitId}-${code},1.001,Thủ tục,LV,Lĩnh vực,${unitId},2,${submitted},${accepted},${due},,,${status}`;
  const of = (count: number, make: (number: number) => string) => Array.from({ length: count }, (_, at) => make(at));
  const due = (number: number) => (number < overdue ? '20200620170000' : '20200720170000');
  return [
    ...of(inTime, (at) => row(`kip-${at}`, IN_TIME.submitted, IN_TIME.accepted, due(at), '4')),
    ...of(late, (at) => row(`cham-${at}`, LATE.submitted, LATE.accepted, '20200720170000', '4')),
    ...of(waiting, (at) => row(`cho-${at}`, LATE.submitted, '', '', '1')),
    ...of(unclear, (at) => row(`khong-ro-${at}`, '', IN_TIME.accepted, '20200720170000', '4')),
  ];
}

const feed: Feed = {
  name: 'late-acceptance',
  provinceName: 'An Giang',
  timeZone: 'Asia/Ho_Chi_Minh',
  firstDay: FIRST_DAY,
  until: UNTIL,
  bouncingAddresses: new Set(),
  setUp,
  arrivalsOn: (day) => {
    const at = new Date(Date.parse(`${day}T00:30:00+07:00`)).toISOString();
    const body = [HEADER, ...departments.flatMap(rowsOf), ''].join('\r\n');
    return [{ kind: 'object', at, key: `snapshots/cong-dvc/${addDays(day, -1)}.csv`, body }];
  },
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await readOutcome(connectTables(), finished.deployment.tableNames);
}, 300_000);
afterAll(() => finished.close());

function evaluationOf(unitId: string, rule: Rule) {
  const found = outcome.evaluations.find(
    (evaluation) => evaluation.unitId === unitId && evaluation.rule === rule && evaluation.month === '2020-06',
  );
  if (found === undefined) throw new Error(`${unitId} is not judged by ${rule}`);
  return found;
}

describe('June 2020 is judged by two rules', () => {
  test('each department has a verdict by each of them', () => {
    const judged = outcome.evaluations
      .filter(({ month }) => month === '2020-06')
      .map(({ unitId, rule, verdict, overdue, unknown, denominator }) =>
        [unitId, rule, verdict, overdue, unknown, denominator].join(' '),
      );
    expect(judged.toSorted()).toEqual([
      'so-a late-acceptance exceeded 8 0 102',
      'so-a overdue-share exceeded 3 0 100',
      'so-b late-acceptance passed 5 0 100',
      'so-b overdue-share passed 2 0 100',
      'so-c late-acceptance undecided 5 1 100',
      'so-c overdue-share passed 0 0 100',
      'so-d late-acceptance passed 0 0 100',
      'so-d overdue-share exceeded 3 0 100',
    ]);
  });

  test('what waits for acceptance is outside, as before, and no row is lost', () => {
    const receipts = outcome.receipts.filter(({ day }) => day === '2020-06-30');
    expect(receipts).toMatchObject([{ rowsRead: 402, accepted: 400, rejected: 0, outside: 2 }]);
  });

  test('the department that breaks both loses points twice, each time by the rule that it broke', () => {
    const entries = outcome.ledger.map(({ account, rule, event, pointsHundredths }) =>
      [account, rule, event, pointsHundredths].join(' '),
    );
    expect(entries.toSorted()).toEqual([
      'so-a#2020 late-acceptance confirmed 25',
      // 3% is over the second band, 2,5%
      'so-a#2020 overdue-share confirmed 75',
      'so-d#2020 overdue-share confirmed 75',
    ]);
    const reasons = outcome.ledger.filter(({ unitId }) => unitId === 'so-a').map(({ rule, reason }) => [rule, reason]);
    expect(Object.fromEntries(reasons)).toMatchObject({
      'late-acceptance': expect.stringContaining('8 trên 102 hồ sơ tiếp nhận chậm, vượt ngưỡng 5%'),
      'overdue-share': expect.stringContaining('3 trên 100 hồ sơ quá hạn, vượt ngưỡng 2,5%'),
    });
  });

  test('evidence and manifest of each rule name its own dossiers', async () => {
    const bucket = new Bucket(finished.deployment.bucketName);
    const codesIn = async (rule: Rule) => {
      const { evidence, manifest } = evaluationOf('so-a', rule);
      const texts = await Promise.all(
        [evidence?.key ?? '', manifest?.key ?? ''].map(async (key) => (await bucket.read(key)).toString('utf8')),
      );
      return texts.map((text) => new Set(text.match(/so-a-[a-z]+-\d+/g)));
    };
    const late = new Set([...Array.from({ length: 6 }, (_, at) => `so-a-cham-${at}`), 'so-a-cho-0', 'so-a-cho-1']);
    const overdue = new Set(['so-a-kip-0', 'so-a-kip-1', 'so-a-kip-2']);

    expect(await codesIn('late-acceptance')).toEqual([late, late]);
    expect(await codesIn('overdue-share')).toEqual([overdue, overdue]);
  });
});

test('the head gets one mail with both deductions, each in its own words and with its own list', () => {
  const mails = finished.mailbox.mails.filter(({ to }) => to.includes('giam-doc@so-a.example'));
  const [mail] = mails;
  expect(mails.map(({ subject, sentOn }) => [sentOn, subject])).toEqual([
    ['2020-07-01', '[Đúng Hẹn] Sở A bị trừ 1 điểm tháng 6/2020'],
  ]);
  expect(mail?.text).toContain('Sở A: tỷ lệ hồ sơ tiếp nhận chậm tháng 6/2020 trên 5%');
  expect(mail?.text).toContain('Tỷ lệ tiếp nhận chậm: 8 / 102 = 7,84%, lớn hơn mức 5%');
  expect(mail?.text).toContain('8 / 102 hồ sơ trực tuyến đến hạn tiếp nhận');
  expect(mail?.text).toContain('tiếp nhận hoặc trả lời ngay các hồ sơ còn chờ tiếp nhận');
  expect(mail?.text).toContain('Sở A: tỷ lệ hồ sơ quá hạn tháng 6/2020 trên 2,5%');
  expect(mail?.text).toContain('Tổng điểm bị trừ năm 2020: 1 điểm');
  expect(mail?.text.match(/\[Trừ [\d,]+ điểm\]/g)?.toSorted()).toEqual(['[Trừ 0,25 điểm]', '[Trừ 0,75 điểm]']);
  const attached = mail?.attachments.map(({ content }) => content.toString('utf8')) ?? [];
  expect(attached.filter((text) => text.includes('Hạn tiếp nhận'))).toHaveLength(1);
  expect(attached.filter((text) => text.includes('Ngày hẹn trả'))).toHaveLength(1);
});

test('a replay gives both rules byte for byte, and the ledger verifies', async () => {
  // Act
  const order = (functionName: string, event: object) =>
    finished.account.order({ at: '2020-07-02T12:00:00Z', functionName, event });
  const replay = await order('replay-month', { month: '2020-06' });
  const verified = await order('verify-ledger', { actor: 'kiem-tra', reason: 'Đối chiếu' });

  // Assess
  expect(replay).toMatchObject({ evaluations: 8, identical: 8, differenceCount: 0, registryChangedSince: [] });
  expect(verified).toMatchObject({ faults: [] });
});

test('no message was left behind', () => {
  expect(finished.run.deadLetters).toEqual([]);
});
