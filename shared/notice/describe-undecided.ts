import { formatCount, formatMonth, formatRate, formatThreshold } from '../report/format-vietnamese.ts';
import { countedDossiers, ruleWords } from '../report/rule-words.ts';
import type { Evidence } from './evidence.ts';
import { whereEvidenceIs } from './evidence-words.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type UndecidedTopic = Extract<Topic, { kind: 'undecided' }>;

/** A month that was neither passed nor exceeded: why, and what of it the unit can mend. */
export function describeUndecided(topic: UndecidedTopic, evidence: Evidence | null): Matter {
  const { unitName, month, rule, legalBasis, evidenceKey } = topic;
  return {
    tone: 'today',
    label: 'Chưa đủ căn cứ kết luận',
    title: `${unitName}: chưa kết luận được về hồ sơ ${ruleWords[rule].broken} tháng ${formatMonth(month)}`,
    facts: [
      { name: 'Lý do', value: topic.reasons.map((reason) => reasonWords(reason, topic).why).join(' ') },
      ...figures(topic),
      ...(legalBasis === null ? [] : [{ name: 'Căn cứ', value: legalBasis }]),
      ...(evidenceKey === null ? [] : [{ name: 'Danh sách hồ sơ', value: whereEvidenceIs(evidence) }]),
    ],
    paragraphs: [
      `Tháng ${formatMonth(month)} chưa được kết luận: ${unitName} chưa bị trừ điểm, cũng chưa được công nhận đạt.`,
      ...topic.reasons.map((reason) => reasonWords(reason, topic).toDo),
      'Không có thời hạn bắt buộc, nhưng tháng này chỉ được đánh giá lại khi có dữ liệu hoặc chứng cứ bổ sung.',
    ],
  };
}

function figures({ overdue, unknown, denominator, threshold, rule, basis }: UndecidedTopic): Fact[] {
  if (denominator === 0) return [];
  const { broken, rate } = ruleWords[rule];
  const least = formatRate({ numerator: overdue, denominator }, threshold);
  const most = formatRate({ numerator: overdue + unknown, denominator }, threshold);
  const limit = threshold === null ? '' : `; mức quy định là ${formatThreshold(threshold)}`;
  return [
    {
      name: `Hồ sơ ${broken}`,
      value:
        `${formatCount(overdue)} / ${formatCount(denominator)} ${countedDossiers(rule, basis)}; ` +
        `${formatCount(unknown)} hồ sơ chưa xác định được`,
    },
    { name: rate, value: `Từ ${least} đến ${most}${limit}` },
  ];
}

interface ReasonWords {
  readonly why: string;
  readonly toDo: string;
}

/** Why a month stays open, and who can do what about it. */
function reasonWords(reason: string, topic: UndecidedTopic): ReasonWords {
  const { unitName } = topic;
  switch (reason) {
    case 'only-worst-case-exceeds':
      return unclearDossiers(topic);
    case 'minimum-not-certain':
      return {
        ...unclearDossiers(topic),
        why: `Chỉ khi tính cả ${formatCount(topic.unknown)} hồ sơ chưa rõ thì số hồ sơ trong tháng mới đạt mức tối thiểu để xét.`,
      };
    case 'governing-snapshot-missing':
      return {
        why: 'Không nhận được dữ liệu chốt tháng của hệ thống một cửa điện tử trong thời gian chờ.',
        toDo:
          `Nếu ${unitName} tự quản lý hệ thống, đề nghị kết xuất và gửi bổ sung dữ liệu ngày cuối tháng; nếu dùng hệ thống ` +
          'chung của tỉnh, đề nghị đôn đốc cơ quan quản lý hệ thống gửi bổ sung.',
      };
    case 'no-counting-source':
      return {
        why: 'Chưa có nguồn dữ liệu nào được chỉ định để tính cho đơn vị trong tháng.',
        toDo: `Đề nghị ${unitName} cho nơi liên hệ dưới đây biết hồ sơ của đơn vị được xử lý trên hệ thống nào, từ ngày nào.`,
      };
    case 'children-counted-elsewhere':
      return {
        why: 'Có đơn vị trực thuộc được tính từ nguồn dữ liệu khác, nên số hồ sơ đếm được chưa đầy đủ.',
        toDo: `Đề nghị ${unitName} rà soát nguồn dữ liệu của các đơn vị trực thuộc và báo nơi liên hệ dưới đây để thống nhất một nguồn.`,
      };
    case 'waiting-dossiers-not-shown':
      return {
        why: 'Dữ liệu không cho biết hồ sơ nào đã nộp mà chưa được tiếp nhận.',
        toDo: `Đề nghị ${unitName} phối hợp cơ quan quản lý hệ thống kết xuất cả hồ sơ chờ tiếp nhận, kèm thời điểm nộp.`,
      };
    default:
      return {
        why: 'Dữ liệu chưa đủ để kết luận.',
        toDo: `Đề nghị ${unitName} liên hệ nơi nêu dưới đây để biết dữ liệu nào cần bổ sung.`,
      };
  }
}

function unclearDossiers({ unknown, unitName, rule, evidenceKey }: UndecidedTopic): ReasonWords {
  const { kept, broken, whyUnknown } = ruleWords[rule];
  const where = evidenceKey === null ? '' : ' (ghi “Chưa rõ” trong danh sách)';
  return {
    why: `Chưa rõ ${formatCount(unknown)} hồ sơ ${kept} hay ${broken} (${whyUnknown}).`,
    toDo:
      `Đề nghị ${unitName} rà soát ${formatCount(unknown)} hồ sơ chưa rõ${where}, bổ sung hoặc sửa dữ liệu trên hệ thống một cửa ` +
      'điện tử, rồi gửi kết quả rà soát kèm chứng cứ đến nơi liên hệ dưới đây để tháng được đánh giá lại.',
  };
}
