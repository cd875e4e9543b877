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
    label: labelOf(topic),
    title: `Kết quả đánh giá giải quyết hồ sơ tháng ${month} toàn tỉnh`,
    brief: `mã đối chiếu ${inGroups(topic.headHash)}`,
    facts: [
      ...topic.tiers.map(tierFact),
      { name: 'Điểm trừ đã ghi sổ', value: `${formatPoints(topic.pointsHundredths)} điểm` },
      ...proposedFact(topic),
      { name: 'Đơn vị vượt ngưỡng', value: exceededUnits(topic) },
      { name: 'Mã đối chiếu', value: inGroups(topic.headHash) },
    ],
    paragraphs: [...revision(topic), ...stillOpen(topic), purpose(topic)],
  };
}

function labelOf({ number, occasion }: AnnouncementTopic): string {
  if (number === 1) return 'Kết quả tháng';
  return occasion === 'settlement'
    ? 'Kết quả tháng, đã quyết định điểm trừ'
    : `Kết quả tháng, điều chỉnh lần ${number - 1}`;
}

function proposedFact({ proposed }: AnnouncementTopic): Fact[] {
  if (proposed === undefined) return [];
  const value = `${formatPoints(proposed.pointsHundredths)} điểm (${formatCount(proposed.count)} đề xuất)`;
  return [{ name: 'Điểm trừ đề xuất, chờ giải trình', value }];
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

function revision({ month, number, occasion }: AnnouncementTopic): string[] {
  if (number === 1) return [];
  const why =
    occasion === 'settlement'
      ? `Tất cả đề xuất trừ điểm của tháng ${formatMonth(month)} đã được quyết định`
      : `Kết quả tháng ${formatMonth(month)} đã được đánh giá lại`;
  return [
    `${why}. Số liệu và mã đối chiếu trong thư này thay cho lần thông báo ` +
      'trước; thư cũ vẫn cần được lưu, vì mã đối chiếu cũ chứng minh sổ trừ điểm tại thời điểm đó.',
  ];
}

function stillOpen({ proposed }: AnnouncementTopic): string[] {
  if (proposed === undefined) return [];
  return [
    'Điểm trừ đề xuất chưa được tính vào điểm trừ của đơn vị. Kết quả tháng sẽ được thông báo lại, kèm mã đối chiếu mới, ' +
      'khi tất cả đề xuất của tháng đã được quyết định.',
  ];
}

function purpose({ month }: AnnouncementTopic): string {
  return (
    `Mã đối chiếu dùng để đối chiếu sổ trừ điểm: mã được tính từ toàn bộ kết quả tháng ${formatMonth(month)} và sổ trừ điểm của ` +
    'mọi đơn vị tại thời điểm thông báo. Đề nghị lưu thư này. Khi cần kiểm tra, quản trị viên dùng mã này để ' +
    'đối chiếu sổ trừ điểm; mã không khớp nghĩa là kết quả hoặc sổ đã bị thay đổi sau khi thông báo.'
  );
}
