import { type Evidence, evidenceFilename } from '../../../shared/notice/evidence.ts';
import type { DigestOrder, Topic } from '../../../shared/notice/notice.ts';
import { compareUrgency } from '../../../shared/notice/rank-topics.ts';

/** A mail to look at: an order as plan-notices gives it, and the lists that go with it. */
export interface MailSample {
  /** The files' name: letters, digits and `-`. */
  readonly name: string;
  /** What is to be seen, in a line. */
  readonly about: string;
  readonly order: DigestOrder;
  readonly evidence: readonly Evidence[];
}

/** Thursday; item 1c of dispatch 664 is due on the Tuesday after. */
const DAY = '2020-07-09';

/** A list as evaluate-month writes it, shortened. */
const LIST = Buffer.from(
  '\uFEFFNhóm,Mã hồ sơ,Thủ tục,Ngày tiếp nhận,Hẹn trả,Kết thúc xử lý,Tình trạng/Lý do\r\n' +
    'Quá hạn,000.00.09.H01-200603-0007,Cấp giấy phép xây dựng nhà ở riêng lẻ,03/06/2020,17/06/2020,22/06/2020,Trả chậm 5 ngày\r\n' +
    'Chưa rõ,000.00.09.H01-200611-0002,Thẩm định thiết kế cơ sở,11/06/2020,,,Thiếu ngày hẹn trả\r\n',
);

export function mailSample(
  name: string,
  about: string,
  topics: readonly Topic[],
  changes: Partial<DigestOrder> = {},
): MailSample {
  const order: DigestOrder = {
    noticeId: `digest_${changes.day ?? DAY}_0123456789abcdef`,
    kind: 'digest',
    day: DAY,
    to: ['giam-doc@so-xay-dung.example'],
    cc: ['van-thu@so-xay-dung.example'],
    deputies: ['pho-giam-doc@so-xay-dung.example'],
    recipientName: 'Giám đốc Sở Xây dựng',
    unitIds: [...new Set(topics.map(({ unitId }) => unitId))],
    replaces: null,
    ...changes,
    topics: [...topics].sort(compareUrgency),
  };
  return { name, about, order, evidence: topics.flatMap(evidenceOf) };
}

function evidenceOf(topic: Topic): Evidence[] {
  if ((topic.kind !== 'deduction' && topic.kind !== 'undecided') || topic.evidenceKey === null) return [];
  const { unitName, month, rule, evidenceKey } = topic;
  const filename = evidenceFilename({ unitName, month, rule, evidenceKey });
  return [{ key: evidenceKey, filename, content: LIST, workbookFilename: filename.replace(/\.csv$/, '.xlsx') }];
}
