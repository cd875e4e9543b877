import { formatCount, formatDay, formatMonth, formatPoints } from '../report/format-vietnamese.ts';
import { isAdjustment, isProposal } from './describe-deduction.ts';
import type { Topic } from './notice.ts';

/** A piece of a summary, and of how many topics it tells. */
export interface Part {
  readonly text: string;
  readonly count: number;
}

type OfUnit = Pick<Extract<Topic, { month: string }>, 'unitId' | 'unitName' | 'month'>;
type DeductionTopic = Extract<Topic, { kind: 'deduction' }>;
type LiftedTopic = Extract<Topic, { kind: 'deduction-lifted' }>;

/** @param isToDeputies then the time for explaining runs from their own mail, and no day is named */
export function summariseDeductions(topics: readonly Topic[], isToDeputies: boolean): Part[] {
  const deductions = topics.filter((topic) => topic.kind === 'deduction');
  const proposals = deductions.filter(isProposal);
  const adjusted = deductions.filter(isAdjustment);
  const changed = adjusted.filter(({ isReinstated }) => !isReinstated);
  return [
    ...said(proposals, (points) => `bị đề xuất trừ ${points}`).map((part) =>
      withLastDay(part, proposals, isToDeputies),
    ),
    ...said(
      deductions.filter((topic) => !isProposal(topic) && !isAdjustment(topic)),
      (points) => `bị trừ ${points}`,
    ),
    ...said(
      adjusted.filter(({ isReinstated, changeHundredths }) => isReinstated && changeHundredths !== 0),
      (points) => `bị khôi phục trừ ${points}`,
    ),
    ...inWords(
      changed.filter(({ changeHundredths = 0 }) => changeHundredths > 0),
      'bị điều chỉnh tăng điểm trừ',
    ),
    ...inWords(
      changed.filter(({ changeHundredths = 0 }) => changeHundredths < 0),
      'được điều chỉnh giảm điểm trừ',
    ),
    ...inWords(
      adjusted.filter(({ changeHundredths }) => changeHundredths === 0),
      'được giữ nguyên điểm trừ',
    ),
  ];
}

export function summariseLifted(topics: readonly Topic[]): Part[] {
  const lifted = topics.filter((topic) => topic.kind === 'deduction-lifted');
  return [
    ...said(
      lifted.filter(({ event }) => event === 'withdrawn'),
      (points) => `được rút đề xuất trừ ${points}`,
    ),
    ...said(
      lifted.filter(({ event }) => event !== 'withdrawn'),
      (points) => `được trả lại ${points}`,
    ),
  ];
}

export function summariseUndecided(topics: readonly Topic[]): Part[] {
  return inWords(
    topics.filter((topic) => topic.kind === 'undecided'),
    'chưa đủ căn cứ kết luận',
  );
}

/** With the points of one unit: `Sở Xây dựng bị trừ 0,5 điểm tháng 6/2020`; of several units `2 đơn vị bị trừ điểm` */
function said(topics: readonly (DeductionTopic | LiftedTopic)[], what: (points: string) => string): Part[] {
  const points = topics.reduce((sum, { pointsHundredths }) => sum + pointsHundredths, 0);
  return inWords(topics, what(unitsOf(topics).size === 1 ? `${formatPoints(points)} điểm` : 'điểm'));
}

/** One unit and one month are named, several are counted. */
function inWords(topics: readonly OfUnit[], what: string): Part[] {
  const [first] = topics;
  if (first === undefined) return [];
  const units = unitsOf(topics).size;
  const months = new Set(topics.map(({ month }) => month)).size;
  const who = units === 1 ? first.unitName : `${formatCount(units)} đơn vị`;
  const when = months === 1 ? `tháng ${formatMonth(first.month)}` : `trong ${formatCount(months)} tháng`;
  return [{ text: `${who} ${what} ${when}`, count: topics.length }];
}

/** Units that were merged are named after the one that is told. */
function unitsOf(topics: readonly OfUnit[]): Set<string> {
  return new Set(topics.map(({ unitId, unitName }) => `${unitId} ${unitName}`));
}

/** `…, giải trình chậm nhất 16/07` */
function withLastDay(part: Part, proposals: readonly DeductionTopic[], isToDeputies: boolean): Part {
  const [first, ...others] = [...new Set(proposals.flatMap(({ explainBy }) => explainBy ?? []))].sort();
  if (first === undefined || isToDeputies) return part;
  const day = formatDay(first).slice(0, 5);
  const lastDay = others.length === 0 ? `giải trình chậm nhất ${day}` : `hạn giải trình sớm nhất ${day}`;
  return { ...part, text: `${part.text}, ${lastDay}` };
}
