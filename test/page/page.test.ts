import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LocalMail } from '../../infra/local/mailbox.ts';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { addFinding, addNotice, fillProvince, type MonthFigures, type Place, TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

const HOSTILE = '<script>alert("x")</script> & Cục "Thử"';

function unit(unitId: string, name: string, tier: Unit['tier'], parentUnitId: string | null = null): Unit {
  return {
    unitId,
    name,
    tier,
    kind: tier === 'province' ? 'department' : 'locality',
    parentUnitId,
    headName: 'Giám đốc Sở Xây dựng',
    headEmail: `${unitId.replaceAll(/[^a-z-]/g, '')}@angiang.example`,
    deputyEmails: [],
    ccEmails: [],
    validFrom: '2020-01-01',
    validTo: null,
  };
}

const so = unit('so-tnmt', 'Sở Tài nguyên và Môi trường', 'province');
const exact = unit('so-xd', 'Sở Xây dựng', 'province');
const unclear = unit('so-gtvt', 'Sở Giao thông vận tải', 'province');
const hostile = unit('x & y#1', HOSTILE, 'province');
const district = unit('an-phu', 'Ủy ban nhân dân huyện An Phú', 'district');
const commune = unit('khanh-an', 'Ủy ban nhân dân xã Khánh An', 'commune', 'an-phu');
const silent = unit('vinh-hau', 'Ủy ban nhân dân xã Vĩnh Hậu', 'commune', 'an-phu');
const units = [so, exact, unclear, hostile, district, commune, silent];

const nothing: MonthFigures = {
  received: 0,
  carriedOver: 0,
  resolvedOverdue: 0,
  inProcessOverdue: 0,
  inProcessNoDueDate: 0,
};

const june: Readonly<Record<string, Partial<MonthFigures>>> = {
  // 12 of 430 = 2,79%: over 2%
  'so-tnmt': { received: 400, carriedOver: 30, resolvedOverdue: 7, inProcessOverdue: 5 },
  // 2 of 100: exactly 2%, no breach
  'so-xd': { received: 90, carriedOver: 10, resolvedOverdue: 2 },
  // 2 of 120 = 1,67% at best, 5 of 120 = 4,17% at worst
  'so-gtvt': { received: 110, carriedOver: 10, resolvedOverdue: 2, inProcessNoDueDate: 3 },
  'x & y#1': { received: 10 },
  // 36 of 1000 = 3,6%: over 3,5%
  'an-phu': { received: 900, carriedOver: 100, resolvedOverdue: 30, inProcessOverdue: 6 },
  'khanh-an': { received: 50, inProcessOverdue: 4 },
};

const letter: LocalMail = {
  noticeId: 'digest-1',
  messageId: '0100-letter',
  sentOn: '2020-07-03',
  from: 'dung-hen@angiang.example',
  to: ['so-tnmt@angiang.example'],
  cc: [],
  subject: 'Thông báo trừ điểm tháng 6/2020',
  html: '<!doctype html><p style="color:red">Kính gửi <b>Sở</b></p>',
  text: 'Kính gửi Sở',
  attachments: [{ filename: 'Danh sách hồ sơ.csv', content: Buffer.from('a,b\r\n1,2\r\n') }],
};

let engines: Engines;
let tables: Tables;
let page: LocalPage;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  const place: Place = { tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) };
  await fillProvince(place, units, ['2020-05', '2020-06'], '2020-07', (unitId) => ({ ...nothing, ...june[unitId] }));
  await addFinding(place, 'so-tnmt', 'Hai hồ sơ bị dời ngày hẹn trả sau khi đã quá hạn.');
  await addFinding(place, 'so-tru-diem', 'Sổ trừ điểm có 1 chỗ không khớp.');
  await addNotice(place, 'digest-1', so, letter.subject);
  page = await startPage({
    ...place,
    mails: async () => [letter],
    provinceName: 'UBND tỉnh An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-31',
    port: 0,
  });
});

afterAll(async () => {
  await page?.close();
  tables?.destroy();
  await engines?.close();
});

const get = (path: string) => readPage(page, path);

test('the overview says who exceeds what, the worst first', async () => {
  const { status, text, html } = await get('/');

  expect(status).toBe(200);
  expect(text).toContain(
    'Tháng 6/2020: 1/4 sở, ngành vượt 2%, 1 chưa đủ căn cứ kết luận; 1/1 đơn vị cấp huyện vượt 3,5%.',
  );
  expect(text).toContain('Sở Tài nguyên và Môi trường 430 12 2,79% 2% Vượt ngưỡng 0,5');
  expect(text).toContain('Sở Xây dựng 100 2 2,00% 2% Đạt 0');
  expect(text).toContain('Sở Giao thông vận tải 120 2 1,67% đến 4,17% 2% Chưa đủ căn cứ 0');
  expect(text).toContain('Ủy ban nhân dân huyện An Phú 1.000 36 3,60% 3,5% Vượt ngưỡng 0,5');
  // 430 + 100 + 120 + 10 + 1000 + 50 handled; 12 + 2 + 2 + 36 + 4 overdue: 56/1710 = 3,27%
  expect(text).toContain('Hồ sơ cần xử lý 1.710 Quá hạn 56 3,27% Đơn vị vượt ngưỡng 2 Điểm trừ của tháng 1');
  expect(text).toContain('Điểm trừ lũy kế từ đầu năm đến hết tháng 6/2020');
  const order = ['Sở Tài nguyên', 'Sở Giao thông', 'Sở Xây dựng'].map((name) => html.indexOf(name));
  expect(order).toEqual(order.toSorted((first, second) => first - second));
});

test('months before the dispatch are shown without a judgement, the open month as provisional', async () => {
  expect((await get('/?thang=2020-05')).text).toContain('sở, ngành chưa xét trừ điểm (áp dụng từ tháng 6/2020)');
  const open = await get('/?thang=2020-07');
  expect(open.text).toContain('Tháng 7/2020 chưa kết thúc: số liệu tạm tính đến hết ngày 02/07/2020.');
  expect(open.text).toContain('Sở Tài nguyên và Môi trường 430 12 2,79% 2% Đang mở');
});

test('a unit sees its months, its account, what was found and what it was told', async () => {
  const { status, text } = await get('/don-vi/so-tnmt');

  expect(status).toBe(200);
  expect(text).toContain('Tỷ lệ quá hạn 2,79% (12/430 hồ sơ), lớn hơn ngưỡng 2%. Xem cách tính và căn cứ');
  expect(text).toContain('Điểm trừ năm 2020 đến nay: 0,5');
  expect(text).toContain('6/2020 400 30 430');
  expect(text).toContain('Cộng điểm trừ năm 2020 0,5');
  expect(text).toContain('Hai hồ sơ bị dời ngày hẹn trả');
  expect(text).toContain('03/07/2020 Thông báo trừ điểm tháng 6/2020 so-tnmt@angiang.example Đã đến hộp thư');
});

test('a month shows the arithmetic down to whole numbers, the file and every dossier', async () => {
  const { text } = await get('/don-vi/so-tnmt/2020-06');

  expect(text).toContain('Quá hạn: 7 + 5 = 12');
  expect(text).toContain('Cần xử lý: 400 + 30 = 430');
  expect(text).toContain('12 : 430 = 2,79% , lớn hơn ngưỡng 2%, vì 12 × 100 = 1.200 &gt; 430 × 2 = 860');
  expect(text).toContain('Công văn số 664/UBND-TH');
  expect(text).toContain('2020-06-30.csv.gz');
  expect(text).toContain('12 hồ sơ quá hạn, 0 hồ sơ chưa rõ');
  expect(text.match(/so-tnmt-2006\d\d-\d{4}/g)).toHaveLength(12);
});

test('exactly the threshold is no breach, and the page says why', async () => {
  const { text } = await get('/don-vi/so-xd/2020-06');

  expect(text).toContain('Tỷ lệ quá hạn 2,00% (2/100 hồ sơ), không lớn hơn ngưỡng 2%.');
  expect(text).toContain('đúng bằng, không lớn hơn ngưỡng 2%, vì 2 × 100 = 200 = 100 × 2 = 200');
});

test('an undecided month shows both bounds', async () => {
  const { text } = await get('/don-vi/so-gtvt/2020-06');

  expect(text).toContain('tỷ lệ quá hạn nằm trong khoảng từ 1,67% đến 4,17%');
  expect(text).toContain('Chưa đủ căn cứ Kết quả hiện hành: chưa kết luận');
  expect(text).toContain(
    'Để có kết luận: đơn vị bổ sung ngày hẹn trả hoặc sửa dữ liệu của các hồ sơ chưa rõ trên cổng;',
  );
  expect(text).not.toContain('Đã có hiệu lực');
  expect(text).toContain('Không có thời hạn: hiện không có đề xuất trừ điểm nào của tháng này để giải trình.');
  expect(text).toContain('2 hồ sơ quá hạn, 3 hồ sơ chưa rõ');
  expect(text.match(/Không có ngày hẹn trả/g)).toHaveLength(3);
});

test('the evidence can be kept as a file, byte for byte', async () => {
  const response = await fetch(new URL('/don-vi/so-tnmt/2020-06/chung-cu.csv', page.url));
  const bytes = Buffer.from(await response.arrayBuffer());

  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.toString().trim().split('\r\n')).toHaveLength(13);
});

test('the mailbox shows each letter, shut off from the page, and its attachments', async () => {
  expect((await get('/thu')).text).toContain(
    'Thông báo trừ điểm tháng 6/2020 03/07/2020 Giám đốc Sở Xây dựng so-tnmt@angiang.example Đã đến hộp thư',
  );
  const mail = await get('/thu/0100-letter');
  expect(mail.html).toContain('sandbox="" src="/thu/0100-letter/noi-dung"');
  const body = await get('/thu/0100-letter/noi-dung');
  expect(body.html).toBe(letter.html);
  expect(body.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  const attachment = await get('/thu/0100-letter/tep/0');
  expect(attachment.html).toBe('a,b\r\n1,2\r\n');
  expect(attachment.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''Danh%20s%C3%A1ch%20h%E1%BB%93%20s%C6%A1.csv",
  );
});

test('the data page counts the days of each kind', async () => {
  const { text } = await get('/du-lieu');

  // 01/05 to 02/07 is 63 days; the 9th of May and June quarantined, the 10th missing, three rows rejected on the 15th.
  expect(text).toContain('59 ngày nhận được, 2 ngày có dòng bị loại, 2 ngày thiếu; 2 tệp bị giữ lại.');
  expect(text).toContain('09/06/2020 2020-06-09.csv.gz 9.000 Số dòng giảm bất thường so với ngày trước');
});

test('findings can be filtered by unit, kind and state', async () => {
  expect((await get('/phat-hien')).text).toContain('2 phát hiện trong tổng số 2');
  expect((await get('/phat-hien?don-vi=so-tnmt&loai=&trang-thai=open')).text).toContain('1 phát hiện trong tổng số 2');
  expect((await get('/phat-hien?loai=recount-differs')).text).toContain('Không có phát hiện nào.');
});

test('findings about the ledger itself stand under its name', async () => {
  const { text } = await get('/phat-hien?don-vi=so-tru-diem');

  expect(text).toContain('Sổ trừ điểm (1)');
  expect(text).toContain('18/06/2020 Sổ trừ điểm Ngày hẹn trả');
  expect(text).not.toContain('so-tru-diem (');
});

test('what does not exist is a page that says so', async () => {
  const unknown = [
    '/don-vi/so-la',
    '/don-vi/so-tnmt/2019-01',
    '/don-vi/so-tnmt/chung',
    '/thu/khong-co',
    '/?thang=1999-01',
    '/x',
    '/don-vi/%E0',
  ];
  for (const path of unknown) {
    const { status, text } = await get(path);
    expect([path, status]).toEqual([path, 404]);
    expect(text).toContain('Không tìm thấy trang');
  }
});

test('names are text, never markup', async () => {
  for (const path of ['/', `/don-vi/${encodeURIComponent('x & y#1')}`]) {
    const { status, html, text } = await get(path);
    expect(status).toBe(200);
    expect(html).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert("x")&lt;/script&gt; & Cục "Thử"');
  }
});

test('pages load and run nothing, and answer this machine only', async () => {
  const { headers } = await get('/');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect((await fetch(page.url, { method: 'POST' })).status).toBe(405);
});

test('every link of every page leads somewhere', async () => {
  const seen = new Set<string>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const { status, html, headers } = await get(path);
    expect([path, status]).toEqual([path, 200]);
    if (!headers.get('content-type')?.startsWith('text/html')) continue;
    for (const [, link = ''] of html.matchAll(/(?:href|src|action)="([^"]*)"/g)) {
      if (!link.startsWith('#')) waiting.push(link.replaceAll('&amp;', '&'));
    }
  }
  // '/' and its 3 months, 7 units, their 14 judged months, 10 lists of evidence, 3 sections, 2 mail pages and more
  expect(seen.size).toBeGreaterThan(40);
  expect(seen).toContain('/don-vi/x%20%26%20y%231/2020-06');
});
