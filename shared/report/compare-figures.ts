import type { Evaluation } from '../evaluation/evaluation.ts';
import { actorWords } from './actor-words.ts';
import { pointsThatFollow } from './explain-deduction.ts';
import { standingLabel } from './explain-standing.ts';
import {
  formatCount,
  formatDay,
  formatInstant,
  formatPoints,
  formatRate,
  formatThreshold,
} from './format-vietnamese.ts';
import type { Revision } from './revisions-of-month.ts';
import { countedDossiers, ruleWords } from './rule-words.ts';
import { verdictWords } from './words.ts';

export interface ComparedCell {
  readonly text: string;
  /** Whether it says something else than the revision before; never of what is a revision's own, such as its time. */
  readonly hasChanged: boolean;
}

export interface ComparedRow {
  readonly name: string;
  /** One per revision, in their order. */
  readonly cells: readonly ComparedCell[];
}

interface Feature {
  readonly name: string;
  readonly textOf: (revision: Revision) => string;
  /** Of each revision its own: nothing to compare. */
  readonly isOwn?: boolean;
}

/** The revisions of a unit's month by one rule, side by side: what each says, and where it differs from the one before. */
export function compareFigures(revisions: readonly Revision[], timeZone: string): ComparedRow[] {
  const [first] = revisions;
  if (first === undefined) return [];
  return featuresOf(first.evaluation, timeZone).map(({ name, textOf, isOwn = false }) => {
    const texts = revisions.map(textOf);
    const cells = texts.map((text, index) => ({ text, hasChanged: !isOwn && index > 0 && text !== texts[index - 1] }));
    return { name, cells };
  });
}

function featuresOf({ rule, basis }: Evaluation, timeZone: string): Feature[] {
  const { broken, rate } = ruleWords[rule];
  return [
    { name: 'Trạng thái', isOwn: true, textOf: standingLabel },
    { name: 'Đánh giá lúc', isOwn: true, textOf: ({ evaluation }) => formatInstant(evaluation.recordedAt, timeZone) },
    { name: 'Người yêu cầu', isOwn: true, textOf: ({ evaluation: { order } }) => actorOf(order) },
    { name: 'Lý do', isOwn: true, textOf: ({ evaluation: { order } }) => order?.reason ?? 'Đánh giá khi hết tháng' },
    { name: 'Kết luận', textOf: ({ evaluation }) => verdictWords[evaluation.verdict] },
    { name: `Hồ sơ ${broken}`, textOf: ({ evaluation }) => formatCount(evaluation.overdue) },
    { name: 'Hồ sơ chưa rõ', textOf: ({ evaluation }) => formatCount(evaluation.unknown) },
    {
      name: `Tổng số ${countedDossiers(rule, basis)}`,
      textOf: ({ evaluation }) => formatCount(evaluation.denominator),
    },
    { name: rate, textOf: ({ evaluation }) => rateOf(evaluation) },
    { name: 'Ngưỡng', textOf: ({ evaluation: { threshold } }) => (threshold ? formatThreshold(threshold) : '–') },
    { name: 'Mức trừ', textOf: ({ evaluation }) => `${formatPoints(pointsThatFollow(evaluation))} điểm` },
    { name: 'Dữ liệu chốt đến hết ngày', textOf: ({ evaluation: { governing } }) => dayOf(governing) },
    { name: 'Tệp dữ liệu', textOf: ({ evaluation: { governing } }) => fileOf(governing) },
    {
      name: 'Phiên bản chương trình đánh giá',
      textOf: ({ evaluation: { evaluatorVersion } }) => String(evaluatorVersion),
    },
  ];
}

function actorOf(order: Evaluation['order']): string {
  return order?.actor ?? actorWords('evaluate-month');
}

function rateOf({ overdue, unknown, denominator, threshold }: Evaluation): string {
  const best = formatRate({ numerator: overdue, denominator }, threshold);
  const worst = formatRate({ numerator: overdue + unknown, denominator }, threshold);
  return best === worst ? best : `${best} đến ${worst}`;
}

function dayOf(governing: Evaluation['governing']): string {
  return governing === null ? '–' : formatDay(governing.day);
}

/** The file's name, without the folders; version 1 of the evaluator kept only its number. */
export function fileOf(governing: Evaluation['governing']): string {
  if (governing === null) return '–';
  const { objectKey, fileNumber, reading } = governing;
  const name = objectKey?.split('/').at(-1) ?? `lần gửi thứ ${fileNumber} của ngày`;
  return reading === 'as-stated' ? `${name}, tính theo đúng nội dung tệp này` : name;
}
