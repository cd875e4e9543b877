import type { Topic } from '../../../shared/notice/notice.ts';
import { digestSamples } from './digest-samples.ts';
import { type MailSample, mailSample } from './mail-sample.ts';
import { movedDueDates, perfunctory, week } from './sample-findings.ts';
import {
  announcement,
  deduction,
  escalation,
  explanationAsked,
  handedBack,
  lateReports,
  lifted,
  putOff,
  reminder,
  undecided,
} from './sample-topics.ts';

const toMedia = { recipientName: 'Giám đốc Sở Thông tin và Truyền thông' };
const window = { explanationWorkingDays: 5, explainBy: '2020-07-16', yearTotalHundredths: 0 };
const adjusted = { pointsHundredths: 50, decision: 'Đánh giá lại theo tệp chốt tháng gửi bổ sung' };
const extended = { dueOn: '2020-07-20', firstDueOn: '2020-07-14', putOff };

/** Of each kind of topic its variants. A kind without a preview does not compile. */
export const topicSamples: Readonly<Record<Topic['kind'], readonly [MailSample, ...MailSample[]]>> = {
  assignment: [
    mailSample('reminder-before', 'A report, 3 working days before', [reminder()], toMedia),
    mailSample('reminder-on', 'A report, on the day', [reminder({ milestone: 0, workingDaysLeft: 0 })], {
      ...toMedia,
      day: '2020-07-14',
    }),
    mailSample(
      'reminder-after',
      'A coordinating unit, one working day after',
      [reminder({ milestone: -1, workingDaysLeft: -1, role: 'coordinating' })],
      { ...toMedia, day: '2020-07-15' },
    ),
    mailSample(
      'reminder-extended',
      'A report with a later due date',
      [reminder({ ...extended, milestone: 7, workingDaysLeft: 7 })],
      toMedia,
    ),
    mailSample(
      'reminder-reopened',
      'A report that was handed back',
      [reminder({ dueOn: '2020-07-24', firstDueOn: '2020-07-14', handedBack, milestone: 7, workingDaysLeft: 8 })],
      { ...toMedia, day: '2020-07-14' },
    ),
    mailSample(
      'reminder-recurring',
      'A monthly report',
      [reminder({ item: '4', title: 'Báo cáo tháng về hồ sơ quá hạn', period: '2020-07', recurrence: 'monthly' })],
      toMedia,
    ),
    mailSample('explanation-asked', 'Why more is overdue than in the month before', [explanationAsked()], {
      day: '2020-07-01',
    }),
  ],
  escalation: [
    mailSample('escalation-superior', 'To the superior of a late unit', [escalation()], {
      recipientName: 'Chủ tịch UBND huyện An Phú',
      day: '2020-07-17',
    }),
    mailSample(
      'escalation-lead',
      'To the unit that leads, in the superior’s place',
      [escalation({ toldAs: 'lead', unitId: 'so-tttt', unitName: 'Sở Thông tin và Truyền thông' })],
      { ...toMedia, day: '2020-07-17' },
    ),
  ],
  'late-reports': [
    mailSample('late-reports-few', 'What others owe, in full', [lateReports(3)], { ...toMedia, day: '2020-07-21' }),
    mailSample('late-reports-many', 'What others owe, cut and attached', [lateReports(24)], {
      ...toMedia,
      day: '2020-07-21',
    }),
  ],
  deduction: [
    mailSample('deduction-confirmed', 'Points taken at once', [deduction()]),
    mailSample('deduction-proposed', 'Points proposed, with a window', [deduction({ ...window, unknown: 3 })]),
    mailSample('deduction-adjusted', 'Points changed by a re-evaluation', [
      deduction({ ...adjusted, changeHundredths: -50, reference: 'Quyết định số 15/QĐ-VP' }),
    ]),
    mailSample('deduction-reinstated', 'Points put back on', [
      deduction({
        isReinstated: true,
        changeHundredths: 0,
        decision: 'Chứng cứ bổ sung không đúng',
        untoldReversal: { reason: 'Giải trình có căn cứ', reference: 'Quyết định số 15/QĐ-VP' },
      }),
    ]),
    mailSample('deduction-band', 'A policy with several bands, cut by the yearly cap', [
      deduction({
        overdue: 26,
        askedHundredths: 100,
        band: { numerator: 50, denominator: 1000, pointsHundredths: 100 },
      }),
    ]),
    mailSample('deduction-late-acceptance', 'Another rule', [
      deduction({ rule: 'late-acceptance', topicId: 'deduction#so-xay-dung#2020#2' }),
    ]),
  ],
  'deduction-lifted': [
    mailSample('lifted-withdrawn', 'A proposal that is withdrawn', [lifted()]),
    mailSample('lifted-reversed', 'Points given back', [lifted({ event: 'reversed', reference: null })]),
  ],
  undecided: [
    mailSample('undecided-unclear', 'A month between its bounds', [undecided()], {
      recipientName: 'Giám đốc Sở Giao thông vận tải',
    }),
    mailSample(
      'undecided-no-data',
      'A month without data',
      [
        undecided({
          reasons: ['governing-snapshot-missing'],
          overdue: 0,
          unknown: 0,
          denominator: 0,
          evidenceKey: null,
        }),
      ],
      { recipientName: 'Giám đốc Sở Giao thông vận tải' },
    ),
  ],
  findings: [
    mailSample('findings-few', 'What was noticed of a unit', [movedDueDates(3)], { day: '2020-07-09' }),
    mailSample('findings-many', 'The same, cut and attached', [movedDueDates(18)], { day: '2020-07-09' }),
    mailSample('findings-participation', 'A commune that takes part as a matter of form', [perfunctory()], {
      recipientName: 'Chủ tịch UBND xã Mỹ Bình',
      day: '2020-07-02',
    }),
  ],
  'findings-week': [
    mailSample('findings-week', 'All that was noticed in a week', [week()], { ...toMedia, day: '2020-07-13' }),
    mailSample('findings-week-many', 'The same, cut and attached', [week(6)], { ...toMedia, day: '2020-07-13' }),
  ],
  announcement: [
    mailSample('announcement', 'A month, points taken at once', [announcement()], toMedia),
    mailSample(
      'announcement-window',
      'A month, points proposed',
      [announcement({ pointsHundredths: 0, proposed: { pointsHundredths: 150, count: 3 } })],
      toMedia,
    ),
    mailSample(
      'announcement-settled',
      'A month, told anew when all is decided',
      [announcement({ number: 2, occasion: 'settlement', pointsHundredths: 100 })],
      toMedia,
    ),
  ],
};

export const mailSamples: readonly MailSample[] = [...Object.values(topicSamples).flat(), ...digestSamples];
