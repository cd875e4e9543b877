import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Arrival, Feed } from '../../infra/local/feed.ts';
import { type Outcome, readOutcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { connectTables } from '../../shared/runtime/tables.ts';

/**
 * A month's end through the functions as they are deployed: the esbuild bundles, wired by the synthesized template, on
 * embedded engines. 28/06/2020 to 03/07/2020; the policy is the shipped one (dispatch 664/UBND-TH).
 */
const FIRST_DAY = '2020-06-28';
const UNTIL = '2020-07-03';

/** unit -> its dossiers of June: all received on 10/06; overdue ones were due on 20/06 and are open, the rest due on 20/07. */
const units = [
  { unitId: 'so-a', name: 'Sở A', tier: 'province', handled: 100, overdue: 2, withoutDueDate: 0 },
  { unitId: 'so-b', name: 'Sở B', tier: 'province', handled: 100, overdue: 3, withoutDueDate: 0 },
  { unitId: 'so-f', name: 'Sở F', tier: 'province', handled: 100, overdue: 2, withoutDueDate: 1 },
  { unitId: 'huyen-c', name: 'UBND huyện C', tier: 'district', handled: 200, overdue: 7, withoutDueDate: 0 },
  { unitId: 'huyen-d', name: 'UBND huyện D', tier: 'district', handled: 200, overdue: 8, withoutDueDate: 0 },
  { unitId: 'xa-e', name: 'UBND xã E', tier: 'commune', handled: 10, overdue: 5, withoutDueDate: 0 },
] as const;

const defaults = new URL('../../shared/registry/defaults/', import.meta.url);

function registryFile(name: string, body: string | Buffer): Arrival {
  return { kind: 'object', at: '2020-06-27T01:00:00.000Z', key: `registry/${name}`, body };
}

function setUp(): Arrival[] {
  const unitRows = units.map(
    ({ unitId, name, tier }) =>
      `${unitId},${name},${tier},${tier === 'province' ? 'department' : 'locality'},,Thủ trưởng ${name},thu-truong@${unitId}.example,pho@${unitId}.example,,2020-01-01,`,
  );
  const unitHeader = 'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo';
  const assignment =
    '664-1c,Công văn số 664/UBND-TH,1c,Rà soát đơn vị chưa tham gia,so-a,,UBND tỉnh,2020-07-14,,2020-06-23,';
  return [
    registryFile('policies.csv', readFileSync(new URL('policies.csv', defaults))),
    registryFile('calendar.csv', readFileSync(new URL('calendar.csv', defaults))),
    registryFile('sources.json', readFileSync(new URL('sources.json', defaults))),
    registryFile('units.csv', [unitHeader, ...unitRows].join('\n')),
    registryFile(
      'unit-codes.csv',
      [
        'sourceId,code,unitId,validFrom,validTo',
        ...units.map(({ unitId }) => `cong-dvc,${unitId},${unitId},2020-01-01,`),
      ].join('\n'),
    ),
    registryFile(
      'unit-sources.csv',
      ['unitId,sourceId,validFrom,validTo', ...units.map(({ unitId }) => `${unitId},cong-dvc,2020-01-01,`)].join('\n'),
    ),
    registryFile(
      'assignments.csv',
      `assignmentId,directive,item,title,leadUnitId,coordinatingUnitIds,reportTo,dueOn,recurrence,validFrom,validTo\n${assignment}\n`,
    ),
  ];
}

const HEADER =
  'MaHoSo,MaTTHC,TenTTHC,MaLinhVuc,TenLinhVuc,DonViXuLy,KenhThucHien,NgayNopHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,TrangThaiHoSo';

/** @param mended the unit whose overdue dossiers are given completions in time, as a later file might claim */
function snapshot(mended?: string): string {
  const rows = units.flatMap(({ unitId, handled, overdue, withoutDueDate }) =>
    Array.from({ length: handled }, (_, number) => {
      const isOverdue = number < overdue;
      const hasNoDueDate = number >= handled - withoutDueDate;
      const due = hasNoDueDate ? '' : isOverdue ? '20200620170000' : '20200720170000';
      const [completed, status] = isOverdue && unitId === mended ? ['20200619160000', '9'] : ['', '4'];
      return `${unitId}-${number},1.001,Thủ tục,LV,Lĩnh vực,${unitId},2,20200610080000,20200610080000,${due},${completed},,${status}`;
    }),
  );
  return [HEADER, ...rows, ''].join('\r\n');
}

/** A file of the day before, at half past midnight of `day`. */
function file(day: Day, suffix: string, body: string): Arrival {
  const at = new Date(Date.parse(`${day}T00:30:00+07:00`)).toISOString();
  return { kind: 'object', at, key: `snapshots/cong-dvc/${suffix}.csv`, body };
}

const feed: Feed = {
  name: 'june-2020',
  provinceName: 'An Giang',
  timeZone: 'Asia/Ho_Chi_Minh',
  firstDay: FIRST_DAY,
  until: UNTIL,
  bouncingAddresses: new Set(['thu-truong@huyen-d.example']),
  setUp,
  arrivalsOn: (day) => {
    const yesterday = addDays(day, -1);
    const daily = file(day, yesterday, snapshot());
    // Every event comes twice, as queues may deliver it; on 02/07 a correction of 30/06 mends what Sở B was judged by.
    return day === '2020-07-02' ? [daily, daily, file(day, '2020-06-30.2', snapshot('so-b'))] : [daily, daily];
  },
};

let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed(feed);
  outcome = await readOutcome(connectTables(), finished.deployment.tableNames);
}, 300_000);
afterAll(() => finished.close());

describe('June 2020 is judged on 1 July', () => {
  test('exactly 2% and 3,5% are no breach, one more is; what is unknown leaves it undecided; communes are not judged', () => {
    const june = outcome.evaluations.filter(({ month }) => month === '2020-06');
    const verdicts = june.map(({ unitId, verdict, overdue, unknown, denominator }) => [
      unitId,
      verdict,
      overdue,
      unknown,
      denominator,
    ]);
    expect(new Set(verdicts.map(String))).toEqual(
      new Set([
        'so-a,passed,2,0,100',
        'so-b,exceeded,3,0,100',
        // 2 of 100 is no breach; 3 of 100, were the one without a due date late, is one.
        'so-f,undecided,2,1,100',
        'huyen-c,passed,7,0,200',
        'huyen-d,exceeded,8,0,200',
        'xa-e,not-judged,5,0,10',
      ]),
    );
    expect(june.every(({ revision }) => revision === 1)).toBe(true);
  });

  test('each unit that exceeds loses half a point, once, though every event came twice', () => {
    expect(
      outcome.ledger.map(({ account, sequence, month, event, pointsHundredths }) => [
        account,
        sequence,
        month,
        event,
        pointsHundredths,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['huyen-d#2020', 1, '2020-06', 'confirmed', 50],
        ['so-b#2020', 1, '2020-06', 'confirmed', 50],
      ]),
    );
    expect(outcome.ledger).toHaveLength(2);
  });

  test('a correction that comes after the verdict changes neither verdict nor ledger, and is a finding', () => {
    const changed = outcome.findings.filter(({ kind }) => kind === 'governing-file-changed');
    expect(changed).toMatchObject([{ month: '2020-06', sourceId: 'cong-dvc' }]);
    const [receipt] = outcome.receipts.filter(({ day }) => day === '2020-06-30');
    expect(receipt).toMatchObject({ fileNumber: 2, outcome: 'accepted' });
  });
});

describe('heads are told, each once', () => {
  test('who got what, and on which day', () => {
    const mails = finished.mailbox.mails;
    expect(mails.map(({ sentOn, to, subject }) => [sentOn, to.join(), subject]).toSorted()).toEqual([
      ['2020-07-01', 'pho@huyen-d.example', '[Đúng Hẹn] UBND huyện D bị trừ 0,5 điểm tháng 6/2020'],
      ['2020-07-01', 'thu-truong@huyen-d.example', '[Đúng Hẹn] UBND huyện D bị trừ 0,5 điểm tháng 6/2020'],
      ['2020-07-01', 'thu-truong@so-b.example', '[Đúng Hẹn] Sở B bị trừ 0,5 điểm tháng 6/2020'],
      // 2 of 100 overdue and one without a due date: 2% at best, 3% at worst.
      ['2020-07-01', 'thu-truong@so-f.example', '[Đúng Hẹn] Sở F chưa đủ căn cứ kết luận tháng 6/2020'],
      // By the correction 3 dossiers had ended on 19/06, which were seen open on the 29th; by the next file they are open again.
      ['2020-07-02', 'thu-truong@so-b.example', '[Đúng Hẹn] 6 dấu hiệu cần rà soát'],
      // Seven working days before 14/07: 13, 10, 9, 8, 7, 6 and 3 July.
      ['2020-07-03', 'thu-truong@so-a.example', '[Đúng Hẹn] 1 báo cáo đến hạn 14/07'],
    ]);
  });

  test('the deduction mail carries the overdue dossiers, as many as the numerator', () => {
    const [mail] = finished.mailbox.mails.filter(({ to }) => to.includes('thu-truong@so-b.example'));
    const [attachment] = mail?.attachments ?? [];
    const text = attachment?.content.toString('utf8') ?? '';
    expect(text.match(/so-b-\d+/g)).toEqual(['so-b-0', 'so-b-1', 'so-b-2']);
    expect(mail?.text).toContain('3 / 100');
  });

  test('a bounced head is known as unreachable, and his deputy has the letter', () => {
    const states = Object.fromEntries(outcome.notices.map(({ to, status }) => [to.join(), status]));
    expect(states).toEqual({
      'thu-truong@so-b.example': 'delivered',
      'thu-truong@so-f.example': 'delivered',
      'thu-truong@huyen-d.example': 'bounced',
      'pho@huyen-d.example': 'delivered',
      'thu-truong@so-a.example': 'delivered',
    });
    expect(outcome.findings).toContainEqual(expect.objectContaining({ kind: 'unit-unreachable', unitId: 'huyen-d' }));
  });

  test('no message was left behind', () => {
    expect(finished.run.deadLetters).toEqual([]);
  });
});
