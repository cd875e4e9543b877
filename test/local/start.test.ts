import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'start-'));
  writeRegistry();
  writeSnapshots();
});
afterAll(() => rmSync(directory, { recursive: true }));

const units = `unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo
so-xay-dung,Sở Xây dựng,province,department,,Nguyễn Văn A,a@so-xay-dung.example,,,2020-01-01,
so-y-te,Sở Y tế,province,department,,Trần Thị B,b@so-y-te.example,,,2020-01-01,
so-noi-vu,Sở Nội vụ,province,department,,Lê Văn C,c@so-noi-vu.example,,,2020-01-01,
so-thong-tin-va-truyen-thong,Sở Thông tin và Truyền thông,province,department,,Phạm D,d@so-tttt.example,,,2020-01-01,
`;
const unitIds = { 'H01.07': 'so-xay-dung', 'H01.08': 'so-y-te', 'H01.09': 'so-noi-vu' };

function writeRegistry(): void {
  const registry = join(directory, 'registry');
  mkdirSync(registry);
  const rows = Object.entries(unitIds);
  writeFileSync(join(registry, 'units.csv'), units);
  writeFileSync(
    join(registry, 'unit-codes.csv'),
    `sourceId,code,unitId,validFrom,validTo\n${rows.map(([code, unitId]) => `cong-dvc,${code},${unitId},2020-01-01,\n`).join('')}`,
  );
  writeFileSync(
    join(registry, 'unit-sources.csv'),
    `unitId,sourceId,validFrom,validTo\n${rows.map(([, unitId]) => `${unitId},cong-dvc,2020-01-01,\n`).join('')}`,
  );
  for (const name of ['policies.csv', 'calendar.csv', 'sources.json']) {
    copyFileSync(new URL(`../../shared/registry/defaults/${name}`, import.meta.url), join(registry, name));
  }
}

const heading =
  'MaHoSo,DonViXuLy,MaTTHC,TenTTHC,KenhThucHien,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,NgayTra,TrangThaiHoSo';

/**
 * June 2020 of two departments: 3 overdue of 100 (3%, over 2%), and 1 of 50 (exactly 2%, no breach). Overdue: due on
 * 10 June, completed on 12 June. All others: due on 20 June, completed on 12 June. A third department has nothing.
 */
function writeSnapshots(): void {
  const rows = [...dossiers('H01.07', 100, 3), ...dossiers('H01.08', 50, 1)];
  mkdirSync(join(directory, 'snapshots'));
  for (const day of ['2020-06-29', '2020-06-30']) {
    writeFileSync(join(directory, 'snapshots', `${day}.csv`), `${[heading, ...rows].join('\r\n')}\r\n`);
  }
}

function dossiers(code: string, handled: number, overdue: number): string[] {
  return Array.from({ length: handled }, (_, number) => {
    const dueAt = number < overdue ? '20200610170000' : '20200620170000';
    const dossierCode = `${code}-200601-${String(number + 1).padStart(4, '0')}`;
    return `${dossierCode},${code},1.001,Cấp phép,1,20200601080000,${dueAt},20200612100000,,10`;
  });
}

async function start(...flags: string[]) {
  const main = new URL('../../infra/local/main.ts', import.meta.url).pathname;
  const json = join(directory, 'out.json');
  const own = ['--registry', join(directory, 'registry'), '--snapshots', join(directory, 'snapshots')];
  const { stdout } = await run(process.execPath, [main, ...own, '--once', '--json', json, ...flags]);
  return { stdout, report: JSON.parse(readFileSync(json, 'utf8')) };
}

const threshold = { numerator: 2, denominator: 100 };

/** The counts of the day that governs June, zeros included. */
const common = { month: '2020-06', sourceDay: '2020-06-30', governing: true, carriedOver: 0 };
const open = { resolvedNoDueDate: 0, inProcessWithinDue: 0, inProcessOverdue: 0, inProcessNoDueDate: 0 };
const nothing = { received: 0, handled: 0, resolvedEarly: 0, resolvedOnTime: 0, resolvedOverdue: 0, overdue: 0 };
const governingTallies = [
  { unitId: 'so-noi-vu', unitName: 'Sở Nội vụ', ...common, ...open, ...nothing },
  {
    unitId: 'so-xay-dung',
    unitName: 'Sở Xây dựng',
    ...common,
    ...open,
    received: 100,
    handled: 100,
    resolvedEarly: 97,
    resolvedOnTime: 0,
    resolvedOverdue: 3,
    overdue: 3,
  },
  {
    unitId: 'so-y-te',
    unitName: 'Sở Y tế',
    ...common,
    ...open,
    received: 50,
    handled: 50,
    resolvedEarly: 49,
    resolvedOnTime: 0,
    resolvedOverdue: 1,
    overdue: 1,
  },
];

test('a month of files goes through the real bundles: verdicts, a deduction and one mail; a stopped run goes on', async () => {
  // Prepare: a run that is stopped on the month's last day, before its snapshot comes
  const data = join(directory, 'data');
  const stopped = await start('--data', data, '--until', '2020-06-30');

  // Act
  const finished = await start('--data', data);
  const again = await start('--data', data);

  // Assess
  expect(stopped.report.evaluations.filter(({ month }: { month: string }) => month === '2020-06')).toEqual([]);
  const verdicts = finished.report.evaluations.filter(({ month }: { month: string }) => month === '2020-06');
  expect(verdicts).toMatchObject([
    { unitId: 'so-noi-vu', verdict: 'not-judged', reasons: ['nothing-handled'] },
    {
      unitId: 'so-xay-dung',
      rule: 'overdue-share',
      revision: 1,
      verdict: 'exceeded',
      overdue: 3,
      unknown: 0,
      denominator: 100,
      threshold,
    },
    { unitId: 'so-y-te', revision: 1, verdict: 'passed', overdue: 1, unknown: 0, denominator: 50, threshold },
  ]);
  expect(finished.report.ledger).toEqual([
    {
      unitId: 'so-xay-dung',
      year: '2020',
      sequence: 1,
      month: '2020-06',
      rule: 'overdue-share',
      event: 'confirmed',
      pointsHundredths: 50,
      revision: 1,
      actor: 'evaluate-month',
      reason: expect.stringContaining('3 trên 100 hồ sơ quá hạn'),
      reference: null,
    },
  ]);
  expect(finished.report.notices).toEqual([
    {
      id: expect.any(String),
      kind: 'digest',
      to: ['a@so-xay-dung.example'],
      subject: expect.any(String),
      sentOn: '2020-07-01',
      status: 'delivered',
    },
  ]);
  const reporters = { expected: 3, shown: 2, droppedOut: 0 }; // so-noi-vu has no dossier
  const row = {
    source: 'cong-dvc',
    rowsRead: 150,
    accepted: 150,
    rejected: 0,
    outside: 0,
    quarantined: false,
    reporters,
  };
  expect(finished.report.snapshots).toEqual([
    { ...row, day: '2020-06-29', changed: 150 },
    { ...row, day: '2020-06-30', changed: 0 },
  ]);
  expect(finished.stdout).toMatch(/province +2020-06 +3 +1 +1 +0 +1 +150 +4 +0,5/);
  expect(finished.stdout).toMatch(/Sở Xây dựng +2020 +0,5 points off +2020-06/);
  expect(finished.report.tallies).toEqual(governingTallies);
  expect(again.report).toEqual(finished.report);
}, 300_000);
