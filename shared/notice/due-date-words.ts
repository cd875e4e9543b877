import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay, formatMonth } from '../report/format-vietnamese.ts';
import type { Fact } from './letter.ts';
import type { LateReport, PutOff } from './report-topic.ts';

type Report = Omit<LateReport, 'unitId' | 'unitName' | 'workingDaysLate'>;

/** What a report is about: `664/UBND-TH, mục 4, kỳ tháng 8/2020`. */
export function orderOf({ directive, item, ...report }: Report): string {
  return [directive, ...(item === '' ? [] : [`mục ${item}`]), ...periodOf(report)].join(', ');
}

/** `kỳ tháng 8/2020`; of a quarterly report `kỳ quý, hạn tháng 8/2020`: which quarter it is about the order says. */
export function periodOf({ period, recurrence }: Pick<Report, 'period' | 'recurrence'>): string[] {
  if (period === undefined) return [];
  const month = `tháng ${formatMonth(period)}`;
  return [recurrence === 'quarterly' ? `kỳ quý, hạn ${month}` : `kỳ ${month}`];
}

/** The first due date stands beside each that took its place, with the document that gave it. */
export function dueDateFacts(report: Report): Fact[] {
  const { dueOn, firstDueOn, handedBack, explains } = report;
  return [
    { name: explains === undefined ? 'Hạn báo cáo' : 'Hạn giải trình', value: `Chậm nhất ngày ${formatDay(dueOn)}` },
    ...(firstDueOn === undefined ? [] : [{ name: 'Hạn ban đầu', value: howPutOff(firstDueOn, report) }]),
    ...(handedBack === undefined
      ? []
      : [
          {
            name: 'Báo cáo bị trả lại',
            value:
              `Báo cáo nhận ngày ${formatDay(handedBack.receivedOn)} được trả lại ngày ${formatDay(handedBack.on)}` +
              `${handedBack.reference === null ? '' : ` theo ${handedBack.reference}`}. Lý do: ${handedBack.reason}`,
          },
        ]),
  ];
}

/** `14/07/2020, được gia hạn đến 20/07/2020 theo Công văn số 702/UBND-TH` */
export function howPutOff(firstDueOn: Day, { dueOn, putOff = [] }: Report): string {
  const extensions = putOff.map((one) => `được gia hạn đến ${formatDay(one.dueOn)} ${byWhat(one)}`);
  const isByHandingBack = putOff.every((one) => one.dueOn < dueOn);
  const anew = isByHandingBack ? [`hạn mới ${formatDay(dueOn)} khi báo cáo được trả lại`] : [];
  return [formatDay(firstDueOn), ...extensions, ...anew].join(', ');
}

/** `đã quá hạn 3 ngày làm việc` */
export function latenessInWords(workingDaysLate: number): string {
  return workingDaysLate === 0
    ? 'đã quá hạn, chưa qua ngày làm việc nào'
    : `đã quá hạn ${formatCount(workingDaysLate)} ngày làm việc`;
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

function byWhat({ reference, reason }: PutOff): string {
  return reference === null ? `(lý do: ${reason})` : `theo ${reference}`;
}
