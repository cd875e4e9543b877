import { formatCount, formatMonth, formatPoints } from '../report/format-vietnamese.ts';
import { tierWords } from '../report/words.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type AnnouncementTopic = Extract<Topic, { kind: 'announcement' }>;

/** What a month came to in the whole province, and the hash by which the ledger can be proven later. */
export function describeAnnouncement(topic: AnnouncementTopic): Matter {
  const month = formatMonth(topic.month);
  return {
    tone: 'coming',
    label: topic.number === 1 ? 'Kết quả tháng' : `Kết quả tháng, điều chỉnh lần ${topic.number - 1}`,
    title: `Kết quả đánh giá giải quyết hồ sơ tháng ${month} toàn tỉnh`,
    brief: `mã đối chiếu ${inGroups(topic.headHash)}`,
    facts: [
      ...topic.tiers.map(tierFact),
      { name: 'Điểm trừ đã ghi sổ', value: `${formatPoints(topic.pointsHundredths)} điểm` },
      { name: 'Đơn vị vượt ngưỡng', value: exceededUnits(topic) },
      { name: 'Mã đối chiếu', value: inGroups(topic.headHash) },
    ],
    paragraphs: [...revision(topic), purpose(topic)],
  };
}

/** `cấp tỉnh: ...` with all units of the tier, in the order in which a reader asks for them. */
function tierFact({ tier, passed, exceeded, undecided, notJudged }: AnnouncementTopic['tiers'][number]): Fact {
  const judged = passed + exceeded + undecided;
  const { heading, units } = tierWords[tier];
  if (judged === 0) return { name: heading, value: `Không xét ${formatCount(notJudged)} ${units}` };
  const verdicts = [
    `${formatCount(exceeded)} vượt ngưỡng`,
    `${formatCount(passed)} đạt`,
    `${formatCount(undecided)} chưa đủ căn cứ`,
    ...(notJudged === 0 ? [] : [`không xét ${formatCount(notJudged)} ${units}`]),
  ];
  return { name: heading, value: `Đánh giá ${formatCount(judged)} ${units}: ${verdicts.join(', ')}` };
}

function exceededUnits({ exceededUnits, exceededCount }: AnnouncementTopic): string {
  if (exceededCount === 0) return 'Không có';
  const names = exceededUnits.map(({ unitName }) => unitName).join('; ');
  const others = exceededCount - exceededUnits.length;
  return others === 0 ? names : `${names}; và ${formatCount(others)} đơn vị khác`;
}

/** 64 hexadecimal digits as 16 groups of four, which people can read to one another. */
function inGroups(headHash: string): string {
  return headHash.match(/.{4}/g)?.join(' ') ?? headHash;
}

function revision({ month, number }: AnnouncementTopic): string[] {
  if (number === 1) return [];
  return [
    `Kết quả tháng ${formatMonth(month)} đã được đánh giá lại. Số liệu và mã đối chiếu trong thư này thay cho lần thông báo ` +
      'trước; thư cũ vẫn cần được lưu, vì mã đối chiếu cũ chứng minh sổ trừ điểm tại thời điểm đó.',
  ];
}

function purpose({ month }: AnnouncementTopic): string {
  return (
    `Mã đối chiếu dùng để đối chiếu sổ trừ điểm: mã được tính từ toàn bộ kết quả tháng ${formatMonth(month)} và sổ trừ điểm của ` +
    'mọi đơn vị tại thời điểm thông báo. Đề nghị lưu thư này. Khi cần kiểm tra, quản trị viên dùng mã này để ' +
    'đối chiếu sổ trừ điểm; mã không khớp nghĩa là kết quả hoặc sổ đã bị thay đổi sau khi thông báo.'
  );
}
