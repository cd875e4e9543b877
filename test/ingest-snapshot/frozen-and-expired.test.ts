import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { file, nextMorning, openRows, registerPortals } from './portal.ts';

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await registerPortals(harness);
  await harness.register('calendar.csv', 'date,kind,name\n2020-06-10,holiday,Ngày nghỉ bù\n');
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

function drop(day: string, content: string, suffix = '.csv'): Promise<void> {
  return harness.drop(`snapshots/portal/${day}${suffix}`, content, nextMorning(day));
}

async function unchangedFindings() {
  return (await harness.scan('Findings')).filter(({ kind }) => kind === 'snapshot-unchanged');
}

describe("a file with the very bytes of the day before's", () => {
  // 03/06 and 04/06/2020 were a Wednesday and a Thursday, 06/06 and 07/06 a weekend; 30/06 was a Tuesday, 31/01/2021 a Sunday.
  test.each([
    ['on a working day: a warning', '2020-06-03', '2020-06-04', 60, ['warning']],
    ['on a Sunday: a quiet day', '2020-06-06', '2020-06-07', 60, []],
    ['on a holiday: a quiet day', '2020-06-09', '2020-06-10', 60, []],
    ['of a source with a handful of dossiers: a quiet day', '2020-06-03', '2020-06-04', 40, []],
    ["on a month's last day, when people are at work: an alarm", '2020-06-29', '2020-06-30', 60, ['alarm']],
    ["on a month's last day that is a Sunday: a quiet day", '2021-01-30', '2021-01-31', 60, []],
  ])('%s', async (_, day, nextDay, rows, severities) => {
    // Prepare
    await drop(day, file(...openRows(rows)));

    // Act
    await drop(nextDay, file(...openRows(rows)));

    // Assess: it is taken in all the same
    expect((await harness.scan('Snapshots')).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect((await unchangedFindings()).map(({ severity }) => severity)).toEqual(severities);
  });

  test('the finding says in Vietnamese what may be wrong, and which month rests on it', async () => {
    // Prepare
    await drop('2020-06-29', file(...openRows(60)));

    // Act
    await drop('2020-06-30', file(...openRows(60)));

    // Assess
    expect(await unchangedFindings()).toMatchObject([
      {
        unitId: 'so-tttt',
        findingId: 'snapshot-unchanged#portal#2020-06-30#1',
        month: '2020-06',
        sentence:
          'Dữ liệu ngày 30/06/2020 của Cổng dịch vụ công giống hệt dữ liệu ngày 29/06/2020: hệ thống xuất dữ liệu có thể đã ngừng cập nhật, hồ sơ đã giải quyết có thể chưa được ghi nhận. Dữ liệu này có thể được dùng để chốt tháng 6/2020. Đề nghị kiểm tra và gửi lại tệp nếu cần.',
      },
    ]);
  });

  test('one other byte is enough: nothing is said', async () => {
    await drop('2020-06-03', file(...openRows(60)));
    await drop('2020-06-04', file(...openRows(61)));
    expect(await unchangedFindings()).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['empty', ''],
    ['with a header alone', file()],
    ['a web page', '<html>Phiên làm việc đã hết hạn</html>'],
    ['cut off', file(...openRows(60)).slice(0, 200)],
  ])('%s: nothing is said to have vanished from what was not read', async (_, content) => {
    // Prepare
    await drop('2020-06-03', file(...openRows(60)));

    // Act
    await drop('2020-06-04', content);

    // Assess
    const [receipt] = (await harness.scan('Snapshots')).filter(({ outcome }) => outcome === 'quarantined');
    expect(receipt).toMatchObject({ day: '2020-06-04', vanished: 0 });
  });
});

test('a source that paused until its last state had expired is told to go on under a new id', async () => {
  // Prepare
  await drop('2020-06-03', file(...openRows(3)));
  await harness.expire('states/');

  // Act
  const after = drop('2021-07-15', file(...openRows(3)));

  // Assess
  await expect(after).rejects.toMatchObject({
    code: 'STATE_EXPIRED',
    message: expect.stringMatching(/2020-06-03.*400 days.*under a new id/),
  });
});
