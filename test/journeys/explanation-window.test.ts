import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Arrival, Feed } from '../../infra/local/feed.ts';
import { type Outcome, readOutcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import type { Day } from '../../shared/calendar/day.ts';
import { connectTables } from '../../shared/runtime/tables.ts';

/**
 * July and August 2020 under a policy that leaves units five working days for explaining themselves, and a yearly cap of
 * 0,8 points: through the bundled functions on embedded engines, 01/08 to 14/09/2020.
 *
 * July is judged on Saturday 01/08 and told on Monday 03/08: five working days later it is Monday 10/08 (4, 5, 6, 7, 10).
 * August is judged and told on Tuesday 01/09: Wednesday 02/09 is National Day, so that the fifth is Wednesday 09/09 (3,
 * 4, 7, 8, 9).
 */
const units = [
  { unitId: 'so-im-lang', name: 'Sở Im lặng', overdue: 3 },
  { unitId: 'so-giai-trinh', name: 'Sở Giải trình', overdue: 3 },
  { unitId: 'so-dat', name: 'Sở Đạt', overdue: 2 },
  { unitId: 'so-thu-tra-lai', name: 'Sở Thư trả lại', overdue: 4 },
  { unitId: 'so-khong-thu', name: 'Sở Không thư', overdue: 5 },
] as const;
const HANDLED = 100;

const defaults = new URL('../../shared/registry/defaults/', import.meta.url);

function registryFile(name: string, body: string | Buffer): Arrival {
  return { kind: 'object', at: '2020-07-31T01:00:00.000Z', key: `registry/${name}`, body };
}

const policyHeader =
  'policyId,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,basis,comparison,paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,explanationWorkingDays,legalBasis';
const policy =
  'cap-tinh,province,2020-01-01,,deduct,20,1000,50,handled,instant,within-due,on-time,1,1,3,false,80,automatic,5,Quy chế thử nghiệm';

function setUp(): Arrival[] {
  const header = 'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo';
  const unitRows = units.map(({ unitId, name }) => {
    const addresses = unitId === 'so-khong-thu' ? ',' : `thu-truong@${unitId}.example,pho@${unitId}.example`;
    return `${unitId},${name},province,department,,Thủ trưởng ${name},${addresses},,2020-01-01,`;
  });
  const codes = units.map(({ unitId }) => `cong-dvc,${unitId},${unitId},2020-01-01,`);
  const sources = units.map(({ unitId }) => `${unitId},cong-dvc,2020-01-01,`);
  return [
    registryFile('policies.csv', [policyHeader, policy].join('\n')),
    registryFile('calendar.csv', readFileSync(new URL('calendar.csv', defaults))),
    registryFile('sources.json', readFileSync(new URL('sources.json', defaults))),
    registryFile('units.csv', [header, ...unitRows].join('\n')),
    registryFile('unit-codes.csv', ['sourceId,code,unitId,validFrom,validTo', ...codes].join('\n')),
    registryFile('unit-sources.csv', ['unitId,sourceId,validFrom,validTo', ...sources].join('\n')),
  ];
}

/** Dossiers received on 10/07 and open still: the overdue ones were due on 20/07, the others are on 20/10. */
function snapshot(): string {
  const header =
    'MaHoSo,MaTTHC,TenTTHC,MaLinhVuc,TenLinhVuc,DonViXuLy,KenhThucHien,NgayNopHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,TrangThaiHoSo';
  const rows = units.flatMap(({ unitId, overdue }) =>
    Array.from({ length: HANDLED }, (_, number) => {
      const due = number < overdue ? '20200720170000' : '20201020170000';
      return `${unitId}-${number},1.001,Thủ tục,LV,Lĩnh vực,${unitId},2,20200710080000,20200710080000,${due},,,4`;
    }),
  );
  return [header, ...rows, ''].join('\r\n');
}

function file(day: Day, arrivesOn: Day): Arrival {
  const at = new Date(Date.parse(`${arrivesOn}T00:30:00+07:00`)).toISOString();
  return { kind: 'object', at, key: `snapshots/cong-dvc/${day}.csv`, body: snapshot() };
}

/** An admin's order at ten in the morning. */
function order(day: Day, functionName: string, event: Readonly<Record<string, unknown>>): Arrival {
  const at = new Date(Date.parse(`${day}T10:00:00+07:00`)).toISOString();
  return { kind: 'action', at, functionName, event: { actor: 'chanh-van-phong', ...event } };
}

const explains = (month: string, receivedOn: Day) => ({
  unitId: 'so-giai-trinh',
  month,
  receivedOn,
  text: 'Phần mềm lỗi hai ngày, có biên bản kèm theo',
  reference: '91/SGT',
  reason: 'Công văn đến',
});

const arrivals: Readonly<Record<Day, readonly Arrival[]>> = {
  '2020-08-01': [file('2020-07-31', '2020-08-01')],
  // Whoever confirms before the unit could be told is refused; so is whoever cuts a window short.
  '2020-08-04': [
    order('2020-08-04', 'decide-deduction', {
      unitId: 'so-khong-thu',
      month: '2020-07',
      decision: 'confirm',
      reason: 'Cho xong',
    }),
    order('2020-08-04', 'decide-deduction', {
      unitId: 'so-im-lang',
      month: '2020-07',
      decision: 'confirm',
      reason: 'Cho xong',
    }),
  ],
  '2020-08-06': [order('2020-08-06', 'record-explanation', explains('2020-07', '2020-08-05'))],
  // The same call twice, as an asynchronous one may be tried again.
  '2020-08-12': [1, 2].map(() =>
    order('2020-08-12', 'decide-deduction', {
      unitId: 'so-giai-trinh',
      month: '2020-07',
      decision: 'withdraw',
      reason: 'Giải trình có căn cứ',
      reference: '15/QĐ-VP',
    }),
  ),
  '2020-09-01': [file('2020-08-31', '2020-09-01')],
  '2020-09-04': [order('2020-09-04', 'record-explanation', explains('2020-08', '2020-09-03'))],
  '2020-09-07': [
    order('2020-09-07', 'decide-deduction', {
      unitId: 'so-giai-trinh',
      month: '2020-08',
      decision: 'confirm',
      reason: 'Giải trình không có căn cứ',
    }),
  ],
};

const feed: Feed = {
  name: 'explanation-window',
  provinceName: 'An Giang',
  timeZone: 'Asia/Ho_Chi_Minh',
  firstDay: '2020-08-01',
  until: '2020-09-14',
  bouncingAddresses: new Set(['thu-truong@so-thu-tra-lai.example']),
  setUp,
  arrivalsOn: (day) => [...(arrivals[day] ?? [])],
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await readOutcome(connectTables(), finished.deployment.tableNames);
}, 300_000);
afterAll(() => finished.close());

/** What was entered for a unit: [month, event, points, the province's day of the entry]. */
function accountOf(unitId: string): unknown[] {
  return outcome.ledger
    .filter((entry) => entry.unitId === unitId)
    .toSorted((one, other) => one.sequence - other.sequence)
    .map(({ month, event, pointsHundredths, recordedAt }) => {
      const day = new Date(Date.parse(recordedAt) + 7 * 3_600_000).toISOString().slice(0, 10);
      return [month, event, pointsHundredths, day];
    });
}

describe('what was entered, and when', () => {
  test('who does not explain is confirmed on the working day after the window, up to the yearly cap', () => {
    expect(accountOf('so-im-lang')).toEqual([
      ['2020-07', 'proposed', 50, '2020-08-01'],
      ['2020-07', 'notified', 0, '2020-08-03'],
      ['2020-07', 'confirmed', 50, '2020-08-11'],
      ['2020-08', 'proposed', 50, '2020-09-01'],
      ['2020-08', 'notified', 0, '2020-09-01'],
      // 0,8 a year at most: 0,5 is taken, 0,3 is left.
      ['2020-08', 'confirmed', 30, '2020-09-10'],
    ]);
    const windows = outcome.ledger.filter(({ unitId, event }) => unitId === 'so-im-lang' && event === 'notified');
    expect(windows.map(({ happenedOn, explainBy }) => [happenedOn, explainBy]).toSorted()).toEqual([
      ['2020-08-03', '2020-08-10'],
      ['2020-09-01', '2020-09-09'],
    ]);
  });

  test('who explains is decided on by a person, once', () => {
    expect(accountOf('so-giai-trinh')).toEqual([
      ['2020-07', 'proposed', 50, '2020-08-01'],
      ['2020-07', 'notified', 0, '2020-08-03'],
      ['2020-07', 'explained', 0, '2020-08-06'],
      ['2020-07', 'withdrawn', 0, '2020-08-12'],
      ['2020-08', 'proposed', 50, '2020-09-01'],
      ['2020-08', 'notified', 0, '2020-09-01'],
      ['2020-08', 'explained', 0, '2020-09-04'],
      ['2020-08', 'confirmed', 50, '2020-09-07'],
    ]);
  });

  test('a bounce tells nobody; the mail to the deputies does', () => {
    expect(accountOf('so-thu-tra-lai').slice(0, 3)).toEqual([
      ['2020-07', 'proposed', 50, '2020-08-01'],
      ['2020-07', 'notified', 0, '2020-08-03'],
      ['2020-07', 'confirmed', 50, '2020-08-11'],
    ]);
    const [notified] = outcome.ledger.filter(
      ({ unitId, event }) => unitId === 'so-thu-tra-lai' && event === 'notified',
    );
    expect(notified?.reference).toMatch(/^digest_2020-08-03_[0-9a-f]{16}_deputies$/);
  });

  test('who cannot be told loses nothing, whoever wants it, and admins hear of it', () => {
    expect(accountOf('so-khong-thu')).toEqual([
      ['2020-07', 'proposed', 50, '2020-08-01'],
      ['2020-08', 'proposed', 50, '2020-09-01'],
    ]);
    expect(finished.run.deadLetters.map(({ functionName, error }) => [functionName, error.split(':')[0]])).toEqual([
      ['decide-deduction', 'DomainError'],
      ['decide-deduction', 'DomainError'],
    ]);
    const [untold, early] = finished.run.deadLetters.map(({ error }) => error);
    expect(untold).toContain('the unit has not been told of it yet');
    expect(early).toContain('the unit may explain itself until 2020-08-10');
  });

  test('every deduction’s last entry names its manifest', () => {
    expect(outcome.ledger.every(({ manifest }) => manifest !== null)).toBe(true);
    expect(accountOf('so-dat')).toEqual([]);
  });
});

test('admins are told where a unit could not be told, and where an explanation waits', () => {
  const findings = outcome.findings
    .filter(({ kind }) => kind === 'deduction-not-notified' || kind === 'explanation-undecided')
    .map(({ kind, unitId, month, day }) => [kind, unitId, month, day]);
  expect(findings.toSorted()).toEqual([
    // Monday to Wednesday: three working days after the Saturday of the proposal; 3, 4 and 7 September.
    ['deduction-not-notified', 'so-khong-thu', '2020-07', '2020-08-05'],
    ['deduction-not-notified', 'so-khong-thu', '2020-08', '2020-09-07'],
    ['explanation-undecided', 'so-giai-trinh', '2020-07', '2020-08-11'],
  ]);
});

test('who was mailed what, and on which day', () => {
  const mails = finished.mailbox.mails
    .filter(({ to }) => !to.includes('thu-truong@so-thu-tra-lai.example'))
    .map(({ sentOn, to, subject }) => [sentOn, to.join(), subject.replace('[Đúng Hẹn] ', '')]);
  // Five working days after Monday 03/08 is the 10th, after Tuesday 01/09 (the 2nd is a holiday) the 9th. What bounced goes
  // to the deputies without a day: theirs runs from their own mail.
  expect(mails.toSorted()).toEqual([
    ['2020-08-03', 'pho@so-thu-tra-lai.example', 'Sở Thư trả lại bị đề xuất trừ 0,5 điểm tháng 7/2020'],
    [
      '2020-08-03',
      'thu-truong@so-giai-trinh.example',
      'Sở Giải trình bị đề xuất trừ 0,5 điểm tháng 7/2020, giải trình chậm nhất 10/08',
    ],
    [
      '2020-08-03',
      'thu-truong@so-im-lang.example',
      'Sở Im lặng bị đề xuất trừ 0,5 điểm tháng 7/2020, giải trình chậm nhất 10/08',
    ],
    ['2020-08-12', 'pho@so-thu-tra-lai.example', 'Sở Thư trả lại bị trừ 0,5 điểm tháng 7/2020'],
    ['2020-08-12', 'thu-truong@so-im-lang.example', 'Sở Im lặng bị trừ 0,5 điểm tháng 7/2020'],
    ['2020-08-13', 'thu-truong@so-giai-trinh.example', 'Sở Giải trình được rút đề xuất trừ 0,5 điểm tháng 7/2020'],
    [
      '2020-09-01',
      'pho@so-thu-tra-lai.example',
      'Sở Thư trả lại bị đề xuất trừ 0,5 điểm tháng 8/2020, giải trình chậm nhất 09/09',
    ],
    [
      '2020-09-01',
      'thu-truong@so-giai-trinh.example',
      'Sở Giải trình bị đề xuất trừ 0,5 điểm tháng 8/2020, giải trình chậm nhất 09/09',
    ],
    [
      '2020-09-01',
      'thu-truong@so-im-lang.example',
      'Sở Im lặng bị đề xuất trừ 0,5 điểm tháng 8/2020, giải trình chậm nhất 09/09',
    ],
    ['2020-09-08', 'thu-truong@so-giai-trinh.example', 'Sở Giải trình bị trừ 0,5 điểm tháng 8/2020'],
    ['2020-09-11', 'pho@so-thu-tra-lai.example', 'Sở Thư trả lại bị trừ 0,3 điểm tháng 8/2020'],
    ['2020-09-11', 'thu-truong@so-im-lang.example', 'Sở Im lặng bị trừ 0,3 điểm tháng 8/2020'],
  ]);
});

test('the letters name the last day for an answer, and say what the cap left', () => {
  const textOf = (sentOn: Day) =>
    finished.mailbox.mails.find((mail) => mail.sentOn === sentOn && mail.to.includes('thu-truong@so-im-lang.example'))
      ?.text ?? '';
  expect(textOf('2020-08-03')).toContain('chậm nhất ngày 10/08/2020');
  expect(textOf('2020-09-01')).toContain('chậm nhất ngày 09/09/2020');
  expect(textOf('2020-09-11')).toContain('0,3 điểm (theo quy định là 0,5 điểm, đã đến mức trừ tối đa của năm)');
});
