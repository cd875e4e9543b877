import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import type { Letter } from '../../shared/notice/letter.ts';
import type { DigestOrder, Topic } from '../../shared/notice/notice.ts';
import { writeLetter } from '../../shared/notice/write-letter.ts';
import { announcement, assignment, deduction, letterhead, lifted, order, undecided } from './sample-orders.ts';

/** What a reader of the HTML part sees: without head, tags and the hidden preview, entities decoded. */
function seenIn(html: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<div style="display:none.*?<\/div>\s*<\/div>/s, '')
    .replace(/<\/?span[^>]*>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_entity, name: string) => entities[name] ?? '');
}

/** Every piece of content of a letter but the subject. */
function piecesOf({ matters, further, contact, subject: _subject, lists: _lists, ...letter }: Letter): string[] {
  const ofMatters = matters.flatMap(({ label, title, facts, paragraphs }) => [
    label,
    title,
    ...facts.flatMap(({ name, value }) => [name, value]),
    ...paragraphs,
  ]);
  const ofFurther = further === null ? [] : [further.heading, ...further.lines, further.note];
  return [...Object.values(letter).flat(), ...ofMatters, ...ofFurther, contact.name, contact.value];
}

const compose = (digest: DigestOrder) => composeDigest(digest, [], letterhead);

test('the subject says what and by when, the most urgent first, and names one unit and one month', () => {
  const subjectOf = (...topics: Topic[]) => compose(order({ topics })).subject;
  const overdue = assignment({ dueOn: '2020-07-08', milestone: -1, workingDaysLeft: -1 });
  const health = deduction({ unitId: 'so-y-te', unitName: 'Sở Y tế' });

  expect(subjectOf(assignment(), assignment(), deduction())).toBe(
    '[Đúng Hẹn] Sở Xây dựng bị trừ 0,5 điểm tháng 6/2020; 2 báo cáo đến hạn 14/07',
  );
  expect(subjectOf(assignment(), assignment(), deduction(), health)).toBe(
    '[Đúng Hẹn] 2 đơn vị bị trừ điểm tháng 6/2020; 2 báo cáo đến hạn 14/07',
  );
  expect(subjectOf(overdue, assignment(), assignment({ dueOn: '2020-07-10' }))).toBe(
    '[Đúng Hẹn] 1 báo cáo quá hạn; 2 báo cáo sắp đến hạn, sớm nhất 10/07',
  );
  // What the system asks for is no report that a document ordered.
  const explains = { month: '2020-06', sentence: 'Tháng 6/2020 có 12 hồ sơ quá hạn.' };
  expect(subjectOf(overdue, assignment({ explains }), assignment({ explains, dueOn: '2020-07-08' }))).toBe(
    '[Đúng Hẹn] 1 báo cáo quá hạn; 1 giải trình quá hạn; 1 giải trình đến hạn 14/07',
  );
  // 0.5 points for each of two months of one unit; January and February are written with a zero.
  expect(subjectOf(deduction(), deduction({ month: '2020-07' }))).toBe(
    '[Đúng Hẹn] Sở Xây dựng bị trừ 1 điểm trong 2 tháng',
  );
  expect(subjectOf(deduction({ month: '2021-02' }))).toBe('[Đúng Hẹn] Sở Xây dựng bị trừ 0,5 điểm tháng 02/2021');
});

test('of several proposals the subject names the first day by which a unit has to explain itself', () => {
  const proposal = { explanationWorkingDays: 5, explainBy: '2020-07-16' };
  const other = { unitId: 'so-y-te', unitName: 'Sở Y tế', ...proposal };
  const subjectOf = (...topics: Topic[]) => compose(order({ topics })).subject;
  expect(subjectOf(deduction(proposal), deduction(other))).toBe(
    '[Đúng Hẹn] 2 đơn vị bị đề xuất trừ điểm tháng 6/2020, giải trình chậm nhất 16/07',
  );
  expect(subjectOf(deduction(proposal), deduction({ ...other, explainBy: '2020-07-14' }))).toBe(
    '[Đúng Hẹn] 2 đơn vị bị đề xuất trừ điểm tháng 6/2020, hạn giải trình sớm nhất 14/07',
  );
});

test('points that are raised and lowered are told apart', () => {
  const subjectOf = (changeHundredths: number) => compose(order({ topics: [deduction({ changeHundredths })] })).subject;
  expect(subjectOf(20)).toBe('[Đúng Hẹn] Sở Xây dựng bị điều chỉnh tăng điểm trừ tháng 6/2020');
  expect(subjectOf(-20)).toBe('[Đúng Hẹn] Sở Xây dựng được điều chỉnh giảm điểm trừ tháng 6/2020');
});

test('a long subject is cut at a whole part and counts what it leaves out', () => {
  // Prepare: two deductions, three overdue reports, one due, one undecided month, one announcement: 8 matters
  const overdue = assignment({ dueOn: '2020-07-08', milestone: -1, workingDaysLeft: -1 });
  const proposed = deduction({ explanationWorkingDays: 5, explainBy: '2020-07-16' });
  const topics = [proposed, deduction(), overdue, overdue, overdue, assignment(), undecided(), announcement()];

  // Act
  const { subject } = compose(order({ topics }));
  const long = compose(order({ topics: [deduction({ unitName: 'Ủy ban nhân dân '.repeat(20) })] })).subject;

  // Assess: the second part would make it longer than 110 characters
  expect(subject).toBe(
    '[Đúng Hẹn] Sở Xây dựng bị đề xuất trừ 0,5 điểm tháng 6/2020, giải trình chậm nhất 16/07 và 7 việc khác',
  );
  expect(long).toMatch(/^\[Đúng Hẹn\] Ủy ban nhân dân .*…$/);
  expect(long.length).toBeLessThanOrEqual(110);
});

test('a deduction is told with figures, rule, evidence, whom to ask and how to object', () => {
  // Prepare
  const topic = deduction({ evidenceKey: 'evidence/a.csv', yearTotalHundredths: 100 });
  const evidence = [{ key: 'evidence/a.csv', filename: 'ho-so.csv', content: Buffer.from('x') }];

  // Act
  const { text } = composeDigest(order({ topics: [topic] }), evidence, letterhead);

  // Assess
  expect(text).toContain('Kính gửi: Giám đốc Sở Xây dựng\nĐơn vị: Sở Xây dựng');
  expect(text).toContain('- Hồ sơ quá hạn: 12 / 430 hồ sơ cần xử lý');
  expect(text).toContain('- Tỷ lệ quá hạn: 12 / 430 = 2,79%, lớn hơn mức 2%');
  expect(text).toContain('- Mức trừ lần này: 0,5 điểm');
  expect(text).toContain('- Tổng điểm bị trừ năm 2020: 1 điểm');
  expect(text).toContain('- Căn cứ: Công văn 664/UBND-TH ngày 23/06/2020, mục 4');
  expect(text).toContain('- Danh sách hồ sơ: Đính kèm thư này: ho-so.csv');
  expect(text).toContain('đúng bằng 2% thì không bị trừ');
  expect(text).toContain('trả lời thư này hoặc gửi văn bản giải trình kèm chứng cứ');
  expect(text).toContain('Nơi liên hệ: Văn phòng UBND tỉnh, điện thoại 0296 3 000 000');
  expect(text).not.toContain('chưa xác định được');
});

test('a proposal is told as a proposal: nothing is taken yet, and there is a time for explaining', () => {
  // Act
  const topic = deduction({ explanationWorkingDays: 5, yearTotalHundredths: 0 });
  const { subject, text } = compose(order({ topics: [topic] }));
  const both = compose(order({ topics: [topic, deduction({ unitId: 'so-y-te', unitName: 'Sở Y tế' })] }));

  // Assess
  expect(subject).toBe('[Đúng Hẹn] Sở Xây dựng bị đề xuất trừ 0,5 điểm tháng 6/2020');
  expect(both.subject).toBe(
    '[Đúng Hẹn] Sở Xây dựng bị đề xuất trừ 0,5 điểm tháng 6/2020; Sở Y tế bị trừ 0,5 điểm tháng 6/2020',
  );
  expect(text).toContain('[Đề xuất trừ 0,5 điểm] Sở Xây dựng');
  expect(text).toContain('- Mức đề xuất trừ: 0,5 điểm, chưa trừ');
  expect(text).toContain('- Tổng điểm bị trừ năm 2020: 0 điểm');
  expect(text).toContain('- Thời hạn giải trình: 5 ngày làm việc kể từ ngày gửi thư này\n');
  expect(text).toContain('hết thời hạn mà không có giải trình thì khoản trừ điểm được xác nhận.');
  expect(text).not.toContain('Mức trừ lần này');
});

test('a proposal names the last day for an answer, and says where it replaces an earlier one', () => {
  const topic = deduction({ explanationWorkingDays: 5, explainBy: '2020-07-16', isNewProposal: true });
  const { text } = compose(order({ topics: [topic] }));
  expect(text).toContain('- Thời hạn giải trình: 5 ngày làm việc kể từ ngày gửi thư này, chậm nhất ngày 16/07/2020\n');
  expect(text).toContain('Đề xuất này thay đề xuất trước đối với cùng tháng.');
});

test('a proposal that was confirmed is told with why, and with what the year’s cap left of it', () => {
  const decision = 'Hết thời hạn giải trình ngày 08/07/2020, đơn vị không giải trình trong thời hạn.';
  const topic = deduction({ pointsHundredths: 20, askedHundredths: 50, decision });
  const { subject, text } = compose(order({ topics: [topic] }));
  expect(subject).toBe('[Đúng Hẹn] Sở Xây dựng bị trừ 0,2 điểm tháng 6/2020');
  expect(text).toContain('[Trừ 0,2 điểm] Sở Xây dựng');
  expect(text).toContain('- Mức trừ lần này: 0,2 điểm (theo quy định là 0,5 điểm, đã đến mức trừ tối đa của năm)');
  expect(text).toContain(`Lý do quyết định: ${decision}`);
  expect(text).toContain('lớn hơn 2%, đơn vị bị trừ 0,5 điểm');
});

test('an adjustment says what was taken before and what is taken now', () => {
  const topic = deduction({ pointsHundredths: 30, changeHundredths: -20, decision: 'Đánh giá lại.' });
  const { subject, text } = compose(order({ topics: [topic] }));
  expect(subject).toBe('[Đúng Hẹn] Sở Xây dựng được điều chỉnh giảm điểm trừ tháng 6/2020');
  expect(text).toContain('[Điều chỉnh thành trừ 0,3 điểm] Sở Xây dựng');
  expect(text).toContain('- Mức trừ sau điều chỉnh: 0,3 điểm; thông báo trước là 0,5 điểm');
});

test('a deduction that was put back on is told as a reinstatement, with reason and document', () => {
  const decision = { decision: 'Hủy nhầm', reference: '21/QĐ-VP' };
  const topic = deduction({ changeHundredths: 50, isReinstated: true, ...decision });
  const { subject, text } = compose(order({ topics: [topic] }));
  expect(subject).toBe('[Đúng Hẹn] Sở Xây dựng bị khôi phục trừ 0,5 điểm tháng 6/2020');
  expect(text).toContain('[Khôi phục trừ 0,5 điểm] Sở Xây dựng');
  expect(text).toContain('- Mức trừ sau khi khôi phục: 0,5 điểm; thông báo trước là 0 điểm');
  expect(text).toContain('Lý do khôi phục: Hủy nhầm (văn bản: 21/QĐ-VP)');
  expect(text).not.toContain('iều chỉnh');
});

test('a reversal that was taken back before it was told changes nothing for the unit, and says why it was', () => {
  const topic = deduction({
    changeHundredths: 0,
    isReinstated: true,
    decision: 'Hủy nhầm',
    reference: '21/QĐ-VP',
    untoldReversal: { reason: 'Giải trình có căn cứ', reference: '15/QĐ-VP' },
  });
  const { subject, text } = compose(order({ topics: [topic] }));
  expect(subject).toBe('[Đúng Hẹn] Sở Xây dựng được giữ nguyên điểm trừ tháng 6/2020');
  expect(text).toContain('[Giữ nguyên mức trừ 0,5 điểm] Sở Xây dựng');
  expect(text).toContain('0,5 điểm; không thay đổi so với thông báo trước');
  expect(text).toContain(
    'Khoản trừ điểm tháng 6/2020 đã được hủy rồi khôi phục; điểm trừ không thay đổi so với thông báo trước.',
  );
  expect(text).toContain('Lý do hủy: Giải trình có căn cứ (văn bản: 15/QĐ-VP)');
  expect(text).toContain('Lý do khôi phục: Hủy nhầm (văn bản: 21/QĐ-VP)');
});

test.each([
  ['withdrawn', 'được rút đề xuất trừ 0,5 điểm', 'Rút đề xuất trừ 0,5 điểm', 'Mức đã đề xuất trừ: 0,5 điểm'],
  ['reversed', 'được trả lại 0,5 điểm', 'Trả lại 0,5 điểm đã trừ', 'Mức được trả lại: 0,5 điểm'],
  ['adjusted', 'được trả lại 0,5 điểm', 'Trả lại 0,5 điểm đã trừ', 'Mức được trả lại: 0,5 điểm'],
] as const)('a deduction that was %s is told with reason and document', (event, summary, label, points) => {
  const { subject, text } = compose(order({ topics: [lifted({ event })] }));
  expect(subject).toBe(`[Đúng Hẹn] Sở Xây dựng ${summary} tháng 6/2020`);
  expect(text).toContain(`[${label}] Sở Xây dựng: không bị trừ điểm tháng 6/2020 về hồ sơ quá hạn`);
  expect(text).toContain(`- ${points}`);
  expect(text).toContain('- Tổng điểm bị trừ năm 2020: 0 điểm');
  expect(text).toContain('- Lý do: Giải trình có căn cứ');
  expect(text).toContain('- Văn bản: 15/QĐ-VP');
});

test('a rate that would round to its threshold is written out until it does not', () => {
  // 20 001 of 1 000 000 is 2.0001%: over 2%, though two decimals would say 2,00%.
  const { text } = compose(order({ topics: [deduction({ overdue: 20_001, denominator: 1_000_000 })] }));
  expect(text).toContain('20.001 / 1.000.000 = 2,0001%, lớn hơn mức 2%');
});

test('dossiers that could not be read are named, with what was assumed of them', () => {
  const { text } = compose(order({ topics: [deduction({ unknown: 3 })] }));
  expect(text).toContain('Trong 430 hồ sơ nêu trên có 3 hồ sơ chưa xác định được');
  expect(text).toContain('được tính là không quá hạn');
});

test('the denominator is named by the basis of the policy', () => {
  const { text } = compose(order({ topics: [deduction({ basis: 'fell-due' })] }));
  expect(text).toContain('12 / 430 hồ sơ đến hạn trả kết quả');
});

test('a deduction by one of several bands says which was exceeded, and what exactly that share would mean', () => {
  // 6 of 100: over 2% and 5%, not over 10%
  const band = { numerator: 50, denominator: 1000, pointsHundredths: 100 };
  const figures = { overdue: 6, denominator: 100, pointsHundredths: 100 };
  const { text } = compose(order({ topics: [deduction({ ...figures, band })] }));
  const atLowest = deduction({
    overdue: 3,
    denominator: 100,
    band: { numerator: 20, denominator: 1000, pointsHundredths: 50 },
  });

  expect(text).toContain('tháng 6/2020 trên 5%');
  expect(text).toContain('6 / 100 = 6,00%, lớn hơn mức 5%');
  expect(text).toContain('lớn hơn 2% thì đơn vị bị trừ điểm');
  expect(text).toContain('đã vượt là 5%, tương ứng 1 điểm; đúng bằng 5% thì tính theo mức thấp hơn liền kề.');
  expect(compose(order({ topics: [atLowest] })).text).toContain('đúng bằng 2% thì không bị trừ.');
});

test('evidence that is too large to attach is named', () => {
  const topic = deduction({ evidenceKey: 'evidence/a.csv' });
  const evidence = [{ key: 'evidence/a.csv', filename: 'ho-so.csv', content: null }];
  const { text } = composeDigest(order({ topics: [topic] }), evidence, letterhead);
  expect(text).toContain('Tệp ho-so.csv quá lớn để đính kèm');
});

test.each([
  ['2020-07-09', '2020-07-14', 3, 'Còn 3 ngày làm việc', 'chậm nhất ngày 14/07/2020'],
  ['2020-07-14', '2020-07-14', 0, 'Đến hạn hôm nay', 'trong hôm nay'],
  ['2020-07-15', '2020-07-14', -1, 'Đã quá hạn 1 ngày làm việc', 'gửi ngay báo cáo'],
  // Due on Sunday 12/07: Friday 10/07 is the last working day before.
  ['2020-07-10', '2020-07-12', 0, 'Hôm nay là ngày làm việc cuối cùng trước hạn', 'chậm nhất ngày 12/07/2020'],
] as const)('on %s a report due on %s is reminded of as it stands', (day, dueOn, workingDaysLeft, label, request) => {
  const { text } = compose(order({ day, topics: [assignment({ dueOn, workingDaysLeft })] }));
  expect(text).toContain(`[${label}] Báo cáo các đơn vị chưa tham gia Cổng dịch vụ công`);
  expect(text).toContain(request);
  expect(text).toContain('- Đơn vị chủ trì: Sở Thông tin và Truyền thông');
});

test('a coordinating unit is asked for its own part', () => {
  const { text } = compose(order({ topics: [assignment({ role: 'coordinating' })] }));
  expect(text).toContain('- Đơn vị phối hợp: Sở Thông tin và Truyền thông');
  expect(text).toContain('phối hợp, gửi phần báo cáo thuộc trách nhiệm của mình');
});

test('deputies are told why the mail comes to them, and that their time runs from it, not from the head’s', () => {
  // Prepare: the head could have explained until 16/07
  const topic = deduction({ explanationWorkingDays: 5, explainBy: '2020-07-16' });

  // Act
  const { subject, text } = compose(order({ replaces: 'digest_2020-07-09_0123456789abcdef', topics: [topic] }));

  // Assess
  expect(text).toContain('Gửi lại thư ngày 09/07/2020\n');
  expect(text).toContain('Kính gửi: Cấp phó của người đứng đầu đơn vị');
  expect(text).toContain('Thư ngày 09/07/2020 gửi Giám đốc Sở Xây dựng không đến được hộp thư');
  expect(text).toContain('- Thời hạn giải trình: 5 ngày làm việc kể từ ngày gửi thư này đến Ông/Bà\n');
  expect(`${subject} ${text}`).not.toContain('16/07');
});

test('deputies are told as of which day the days of reports are counted', () => {
  const { text } = compose(order({ replaces: 'digest_2020-07-09_0123456789abcdef', topics: [assignment()] }));
  expect(text).toContain('Số ngày còn lại, quá hạn nêu trong thư được tính đến ngày 09/07/2020.');
});

test('a unit whose month is undecided is told why, with the bounds, and what it can mend', () => {
  // Prepare: 2 of 120 overdue is 1,67%; with 3 unclear 5 of 120 is 4,17%
  const topic = undecided({ evidenceKey: 'evidence/a.csv' });
  const evidence = [
    { key: 'evidence/a.csv', filename: 'ho-so.csv', content: Buffer.from('x'), workbookFilename: 'ho-so.xlsx' },
  ];

  // Act
  const { subject, text } = composeDigest(order({ topics: [topic] }), evidence, letterhead);

  // Assess
  expect(subject).toBe('[Đúng Hẹn] Sở Giao thông vận tải chưa đủ căn cứ kết luận tháng 6/2020');
  expect(text).toContain('- Hồ sơ quá hạn: 2 / 120 hồ sơ cần xử lý; 3 hồ sơ chưa xác định được');
  expect(text).toContain('- Tỷ lệ quá hạn: Từ 1,67% đến 4,17%; mức quy định là 2%');
  expect(text).toContain('- Lý do: Chưa rõ 3 hồ sơ đúng hạn hay quá hạn');
  expect(text).toContain('- Danh sách hồ sơ: Đính kèm thư này: ho-so.xlsx (cùng nội dung: ho-so.csv)');
  expect(text).toContain('chưa bị trừ điểm, cũng chưa được công nhận đạt');
  expect(text).toContain('rà soát 3 hồ sơ chưa rõ (ghi “Chưa rõ” trong danh sách)');
});

test.each([
  ['governing-snapshot-missing', 'gửi bổ sung dữ liệu ngày cuối tháng'],
  ['no-counting-source', 'hồ sơ của đơn vị được xử lý trên hệ thống nào'],
  ['children-counted-elsewhere', 'nguồn dữ liệu của các đơn vị trực thuộc'],
  ['waiting-dossiers-not-shown', 'hồ sơ chờ tiếp nhận, kèm thời điểm nộp'],
  ['a-reason-of-later-code', 'để biết dữ liệu nào cần bổ sung'],
])('of a month that is undecided by %s the unit is told what to do', (reason, toDo) => {
  const nothing = { overdue: 0, unknown: 0, denominator: 0, evidenceKey: null };
  const { text } = compose(order({ topics: [undecided({ reasons: [reason], ...nothing })] }));
  expect(text).toContain(toDo);
  expect(text).not.toContain('Tỷ lệ quá hạn');
  expect(text).not.toContain('Danh sách hồ sơ');
});

test('the HTML and the text part say the same', () => {
  // Prepare
  const digest = order({ topics: [deduction({ unknown: 3 }), assignment(), assignment({ role: 'coordinating' })] });
  const pieces = piecesOf(writeLetter(digest, [], letterhead));

  // Act
  const { html, text } = compose(digest);

  // Assess
  expect(pieces.length).toBeGreaterThan(30);
  const seen = seenIn(html).replaceAll('\n', ' ');
  for (const piece of pieces) {
    expect(text).toContain(piece);
    expect(seen).toContain(piece);
  }
});

test('the number of a document is never broken at its hyphens; what only looks like one, or is too long for a phone, is', () => {
  const legalBasis = 'Công văn 664/UBND-TH, Nghị định 30/2020/NĐ-CP, 1/2-x-y-z và 7/ABCDEFGHIJKLM-N';
  const { html } = compose(order({ topics: [deduction({ legalBasis })] }));
  const unbroken = [...html.matchAll(/<span style="white-space:nowrap">(.*?)<\/span>/g)].map(([, number]) => number);
  expect(unbroken).toEqual(['664/UBND-TH', '30/2020/NĐ-CP']);
});

test('the HTML part is Vietnamese, fetches nothing and runs nothing', () => {
  const { html } = compose(order({ topics: [deduction(), assignment()] }));
  expect(html).toMatch(/^<!DOCTYPE html><html dir="ltr" lang="vi">/);
  expect(html).not.toMatch(/<(img|script|link|iframe|form)|url\(|https?:/i);
});

const hostile = fc
  .tuple(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=y>',
      '</style><b>',
      '\r\nBcc: a@b.example',
      '\u0000\u202e&amp;',
      '\ud800',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map(([attack, rest]) => `Sở ${attack}${rest}`);

test('nothing in names and titles can become markup, a header line or unseen writing', () => {
  const tagsOf = (html: string) => html.match(/<\/?[a-z][^\s>]*/gi) ?? [];
  // Without numbers of documents, which have an element of their own.
  const harmless = compose(order({ topics: [deduction({ legalBasis: 'x' }), assignment({ directive: 'x' })] }));
  fc.assert(
    fc.property(hostile, hostile, (name, title) => {
      const topics = [
        deduction({ unitName: name, legalBasis: title }),
        assignment({ unitName: name, title, reportTo: name, directive: title, item: name }),
      ];
      const digest = order({ topics, recipientName: name });
      const { html, text, subject } = composeDigest(digest, [], { provinceName: name, contact: title });
      expect(tagsOf(html)).toEqual(tagsOf(harmless.html));
      expect(subject).not.toMatch(/\p{Cc}/u);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(text.split('\n').filter((line) => /^bcc:/i.test(line))).toEqual([]);
      expect(text.isWellFormed() && html.isWellFormed()).toBe(true);
    }),
  );
});
