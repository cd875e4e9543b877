import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LocalMail } from '../../infra/local/mailbox.ts';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { fillCourses, NOTICE_ID } from './fill-courses.ts';
import { TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

const letter: LocalMail = {
  noticeId: NOTICE_ID,
  messageId: '0200-letter',
  sentOn: '2020-07-02',
  from: 'dung-hen@angiang.example',
  to: ['so-tu-phap@angiang.example'],
  cc: [],
  subject: '[Đúng Hẹn] Đề xuất trừ điểm tháng 6/2020',
  html: '<!doctype html><p>Kính gửi</p>',
  text: 'Kính gửi',
  attachments: [],
  status: 'delivered',
};

let engines: Engines;
let tables: Tables;
let page: LocalPage;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  const place = { tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) };
  await fillCourses(place);
  const mails = async () => [letter];
  page = await startPage({
    ...place,
    mails,
    provinceName: 'An Giang',
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

test('a month that was judged three times shows the latest verdict first, then how it came about', async () => {
  const { text, html } = await get('/don-vi/so-xay-dung/2020-06');

  // 9 of 430 = 2,093% at best; 11 of 430 = 2,558% at worst
  expect(text).toContain(
    'Vượt ngưỡng Đã có hiệu lực Dù coi cả 2 hồ sơ chưa rõ là đúng hạn, tỷ lệ quá hạn vẫn là 2,09% (9/430 hồ sơ), lớn hơn ngưỡng 2%. Lần đánh giá 3, theo yêu cầu của Lê Văn C, Thanh tra tỉnh: Tệp gửi lại bỏ sót hồ sơ quá hạn. Có hiệu lực từ 09:30 ngày 20/07/2020. Điểm trừ: Đã trừ 0,5 điểm sau khi điều chỉnh.',
  );
  expect(text).toContain('Tốt nhất, nếu mọi hồ sơ chưa rõ đều đúng hạn: 2,09% (9 trên 430 hồ sơ), lớn hơn ngưỡng 2%');
  expect(text).toContain('Xấu nhất, nếu mọi hồ sơ chưa rõ đều quá hạn: 2,56% (11 trên 430 hồ sơ), lớn hơn ngưỡng 2%');
  const order = [
    'Điểm trừ và giải trình</h2>',
    'như thế nào</h2>',
    'làm căn cứ</h2>',
    'tháng này</h2>',
    'Các lần đánh giá</h2>',
  ];
  const places = order.map((heading) => html.indexOf(heading));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

test('the picture of the bounds is drawn to scale, and needs no colour', async () => {
  const { html } = await get('/don-vi/so-xay-dung/2020-06');

  // Full width is 4%, twice the threshold: 2% lies at 50%, 9/430 at 52,33%, 11/430 at 63,95%.
  expect(html).toContain('x1="50%" x2="50%"');
  expect(html).toContain('<rect class="known" y="5" width="52.33%"');
  expect(html).toContain('<rect class="maybe" fill="url(#gach-cheo)" y="5" width="63.95%"');
});

test('every event of a deduction stands in its order, with sign, actor and reason', async () => {
  const { text } = await get('/don-vi/so-xay-dung/2020-06');

  expect(text).toContain('1/2020 02/07/2020 Trừ điểm. Tháng 6/2020: 12 trên 430 hồ sơ quá hạn, vượt ngưỡng 2%.');
  expect(text).toContain('2/2020 10/07/2020 Điều chỉnh. Điều chỉnh điểm trừ tháng 6/2020 từ 0,5 thành 0 điểm.');
  expect(text).toContain('Trần Thị B, Sở Nội vụ – −0,5 3/2020 20/07/2020 Điều chỉnh.');
  expect(text).toContain('Lê Văn C, Thanh tra tỉnh – +0,5 Điểm trừ của tháng 0,5');
  expect(text).toContain('Cộng điểm trừ năm 2020 của đơn vị đến nay: 0,5');
});

test('revisions stand side by side, with what changed, and each leads to its own evidence', async () => {
  const { text, html } = await get('/don-vi/so-xay-dung/2020-06');

  expect(text).toContain('Lần 1 Lần 2 Lần 3 (đang xem) Trạng thái Đã được thay thế Đã được thay thế Đã có hiệu lực');
  expect(text).toContain('Kết luận Vượt ngưỡng Đạt đã đổi Vượt ngưỡng đã đổi');
  expect(text).toContain('Hồ sơ quá hạn 12 5 đã đổi 9 đã đổi');
  expect(text).toContain('Ngưỡng 2% 2% 2% Mức trừ 0,5 điểm 0 điểm đã đổi 0,5 điểm đã đổi');
  expect(text).toContain('2020-06-30.csv.gz 2020-06-30.2.csv.gz đã đổi 2020-06-30.3.csv.gz đã đổi');
  expect(html).toContain('href="/don-vi/so-xay-dung/2020-06/chung-cu.csv?lan=2"');
});

test('an older revision says that it is one, and shows its own figures and dossiers', async () => {
  const { text, html } = await get('/don-vi/so-xay-dung/2020-06?lan=2');

  expect(text).toContain('Đây là lần đánh giá 2, không phải lần mới nhất. Xem lần mới nhất (lần 3)');
  // 5 of 428
  expect(text).toContain('Đạt Đã được thay thế Tỷ lệ quá hạn 1,17% (5/428 hồ sơ), không lớn hơn ngưỡng 2%.');
  expect(text).toContain('5 hồ sơ quá hạn, 0 hồ sơ chưa rõ');
  expect(html).not.toContain('Tải bản kê căn cứ trừ điểm');
  const evidence = await get('/don-vi/so-xay-dung/2020-06/chung-cu.csv?lan=2');
  // a heading and five dossiers
  expect(evidence.html.trimEnd().split('\r\n')).toHaveLength(6);
});

test('the manifest of a deduction can be kept, and the digests are folded away', async () => {
  const { html } = await get('/don-vi/so-xay-dung/2020-06');
  expect(html).toMatch(/<details><summary>Mã đối chiếu \(SHA-256\)/);
  const manifest = await get('/don-vi/so-xay-dung/2020-06/ban-ke-can-cu.json?lan=3');
  expect(JSON.parse(manifest.html)).toEqual({
    unitId: 'so-xay-dung',
    month: '2020-06',
    rule: 'overdue-share',
    revision: 3,
  });
});

test('findings of the month stand on its page: its own and those of its file, none of another month', async () => {
  const { text } = await get('/don-vi/so-xay-dung/2020-06');
  expect(text).toContain('2 phát hiện, mới nhất ở trên');
  expect(text).toContain('Theo dữ liệu ngày 31/07/2020, số hồ sơ quá hạn là 4.');
  expect(text).toContain('Dữ liệu chốt tháng 6/2020 được gửi lại.');
  expect(text).not.toContain('Về tháng 5/2020.');
});

test('a draft says that it is one, that nothing is taken, and what would follow', async () => {
  const { text } = await get('/don-vi/so-y-te/2020-06');
  expect(text).toContain('Vượt ngưỡng Dự thảo, chờ phê duyệt Tỷ lệ quá hạn 2,79%');
  expect(text).toContain('chưa có hiệu lực, chưa thông báo cho đơn vị, chưa trừ điểm.');
  expect(text).toContain(
    'Điểm trừ: Hiện chưa trừ điểm. Nếu dự thảo được phê duyệt, sẽ có đề xuất trừ 0,5 điểm; đơn vị có 5 ngày làm việc để giải trình trước khi có quyết định.',
  );
  expect(text).toContain('Sổ điểm trừ không có bút toán nào về tháng này.');
});

test('while a later draft waits, what was approved stays in force', async () => {
  const { text } = await get('/don-vi/so-cong-thuong/2020-06');
  expect(text).toContain('Dự thảo, chờ phê duyệt');
  expect(text).toContain('Kết quả đang có hiệu lực: lần đánh giá 1, đạt .');
  const approved = await get('/don-vi/so-cong-thuong/2020-06?lan=1');
  expect(approved.text).toContain(
    'Có hiệu lực từ 08:15 ngày 03/07/2020, do Văn phòng UBND tỉnh phê duyệt: Đã đối chiếu.',
  );
});

test('a unit whose window is open sees until when it may explain itself, and the letter that told it', async () => {
  const { text, html } = await get('/don-vi/so-tu-phap/2020-06');
  expect(text).toContain('Tình trạng: Đã thông báo, chờ giải trình.');
  expect(text).toContain('Thời hạn giải trình: đến hết ngày 09/07/2020.');
  expect(text).toContain('Nơi nhận ý kiến: Văn phòng tỉnh .');
  expect(text).toContain('Điểm trừ của tháng 0 đề xuất 0,5');
  expect(html).toContain('<a href="/thu/0200-letter">Thư thông báo đã gửi</a>');
});

test('a reversed deduction shows its whole course, and comes to nothing', async () => {
  const { text } = await get('/don-vi/an-phu/2020-06');
  const course = [
    '1/2020 02/07/2020 Đề xuất trừ điểm.',
    'đề xuất 0,5 2/2020 03/07/2020 Đã thông báo. Thư được tiếp nhận ngày 02/07/2020.',
    '3/2020 07/07/2020 Đã giải trình. Nhận công văn giải trình. Hệ thống một cửa của huyện ngừng hoạt động từ ngày 10 đến ngày 12/06. Sở Nội vụ 15/UBND-VP –',
    '4/2020 10/07/2020 Trừ điểm. Giải trình chưa kèm tài liệu chứng minh. Sở Nội vụ 88/QĐ-SNV +0,5',
    '5/2020 20/07/2020 Hủy trừ điểm. Đã có biên bản xác nhận sự cố. Sở Nội vụ 95/QĐ-SNV −0,5 Điểm trừ của tháng 0',
  ];
  for (const event of course) expect(text).toContain(event);
  expect((await get('/don-vi/an-phu')).text).toContain('Cộng điểm trừ năm 2020 0');
});

test('a unit that is judged by two rules sees both verdicts, and each in full', async () => {
  const { text } = await get('/don-vi/so-gtvt/2020-06');
  expect(text).toContain('Tháng này đơn vị được xét theo 2 tiêu chí.');
  expect(text).toContain('Hồ sơ quá hạn (đang xem) 1,67% 2% Đạt 0');
  expect(text).toContain('Tiếp nhận hồ sơ trực tuyến chậm 10,00% 5% Vượt ngưỡng 0,5');
  const late = await get('/don-vi/so-gtvt/2020-06?tieu-chi=late-acceptance');
  expect(late.text).toContain('Kết luận tháng 6/2020: tiếp nhận hồ sơ trực tuyến chậm');
  expect(late.text).toContain('Tỷ lệ tiếp nhận chậm 10,00% (6/60 hồ sơ), lớn hơn ngưỡng 5%.');
});

test('the overview marks drafts, and counts neither them nor their points', async () => {
  const { text } = await get('/');
  // In force over 2%: Sở Xây dựng and Sở Tư pháp. Drafts: Sở Y tế, and a second revision of Sở Công Thương.
  expect(text).toContain(
    'Tháng 6/2020: 2/5 sở, ngành vượt 2%, 2 dự thảo chờ phê duyệt; 1/1 đơn vị cấp huyện vượt 3,5%.',
  );
  // 0,5 of Sở Xây dựng, 0,5 of Sở Giao thông vận tải for late acceptance
  expect(text).toContain('Đơn vị vượt ngưỡng 3 Điểm trừ của tháng 1 Dự thảo chờ phê duyệt 2');
  expect(text).toContain('Sở Y tế 430 12 2,79% 2% Vượt ngưỡng Dự thảo 0');
  expect(text).toContain('Sở Công Thương 430 1 0,23% 2% Đạt Có dự thảo mới 0');
  expect(text).toContain('Đạt Tiếp nhận hồ sơ trực tuyến chậm: vượt ngưỡng 0,5');
});

test('the page of a unit says that its latest verdict is a draft', async () => {
  const { text } = await get('/don-vi/so-y-te');
  expect(text).toContain('Vượt ngưỡng Dự thảo Tỷ lệ quá hạn 2,79% (12/430 hồ sơ), lớn hơn ngưỡng 2%. Đây là dự thảo');
  expect(text).toContain('Điểm trừ năm 2020 đến nay: 0');
});

test('what may still be taken is said beside the balance', async () => {
  const { text } = await get('/don-vi/so-tu-phap');
  expect(text).toContain('Điểm trừ năm 2020 đến nay: 0 . Có đề xuất trừ 0,5 điểm; hiện chưa trừ điểm.');
  expect(text).toContain('Cộng điểm trừ năm 2020 0 Đang đề xuất, chưa trừ: 0,5 điểm tháng 6/2020.');
});

test('a revision, rule or file that there is not is no page', async () => {
  const unknown = [
    '?lan=4',
    '?lan=0',
    '?lan=x',
    '?tieu-chi=late-acceptance',
    '?tieu-chi=x',
    '/ban-ke-can-cu.json?lan=2',
  ];
  for (const query of unknown)
    expect([query, (await get(`/don-vi/so-xay-dung/2020-06${query}`)).status]).toEqual([query, 404]);
});

test('headings go down one step at a time, ids are unique, and tables have captions', async () => {
  for (const path of ['/don-vi/so-xay-dung/2020-06', '/don-vi/so-gtvt/2020-06', '/don-vi/an-phu', '/']) {
    const { html } = await get(path);
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(html.match(/<caption/g)?.length).toBe(html.match(/<table/g)?.length);
  }
});

test('every link leads somewhere, within pages too', async () => {
  const seen = new Set<string>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const { status, html, headers } = await get(path);
    expect([path, status]).toEqual([path, 200]);
    if (!headers.get('content-type')?.startsWith('text/html')) continue;
    for (const [, link = ''] of html.matchAll(/(?:href|src|action)="([^"]*)"/g)) {
      const [place = '', id] = link.replaceAll('&amp;', '&').split('#');
      if (place === '') expect(html).toContain(`id="${id}"`);
      else waiting.push(place);
    }
  }
  expect(seen).toContain('/don-vi/so-xay-dung/2020-06?lan=1');
  expect(seen).toContain('/don-vi/so-gtvt/2020-06?tieu-chi=late-acceptance');
});
