import { type MailSample, mailSample } from './mail-sample.ts';
import { announcement, deduction, escalation, lateReports, lifted, reminder, undecided } from './sample-topics.ts';

const window = { explanationWorkingDays: 5, explainBy: '2020-07-16', yearTotalHundredths: 0 };
const HOSTILE =
  'Sở <script>alert(1)</script> "><img src=x onerror=y> </style> &amp; \u202e đảo chữ \r\nBcc: a@b.example =1+1';

/** What one mail makes of several topics, addressees and texts. */
export const digestSamples: readonly MailSample[] = [
  mailSample(
    'deputies',
    'The fallback, after the head’s mail bounced',
    [deduction(window), reminder({ unitId: 'so-xay-dung', unitName: 'Sở Xây dựng', role: 'coordinating' })],
    { replaces: 'digest_2020-07-09_fedcba9876543210', to: ['pho-giam-doc@so-xay-dung.example'] },
  ),
  mailSample(
    'two-units',
    'Somebody who heads two units',
    [
      deduction(),
      reminder({ unitId: 'bql-kcn', unitName: 'Ban Quản lý Khu kinh tế', role: 'coordinating' }),
      reminder({
        topicId: '664-3',
        item: '3',
        unitId: 'so-xay-dung',
        unitName: 'Sở Xây dựng',
        title: 'Báo cáo đối chiếu biểu II.06a',
      }),
    ],
    { recipientName: 'Giám đốc Sở Xây dựng; Trưởng Ban Quản lý Khu kinh tế' },
  ),
  mailSample(
    'overflow',
    'More than a page: the rest in lines, all attached',
    [
      deduction({ ...window, explainBy: '2020-07-28' }),
      undecided({ unitId: 'so-xay-dung', unitName: 'Sở Xây dựng' }),
      lifted({ unitId: 'bql-kcn', unitName: 'Ban Quản lý Khu kinh tế' }),
      escalation(),
      lateReports(24),
      announcement(),
      ...Array.from({ length: 12 }, (_, position) =>
        reminder({ topicId: `664-${position}`, item: `${position + 1}`, milestone: -1, workingDaysLeft: -5 }),
      ),
    ],
    { day: '2020-07-21' },
  ),
  mailSample(
    'hostile',
    'Names and titles that try to be something else; a title of 2,000 characters, a word without a blank',
    [
      deduction({ unitName: HOSTILE, legalBasis: HOSTILE }),
      reminder({ title: 'Báo cáo rất dài '.repeat(125), reportTo: 'x'.repeat(300), unitName: HOSTILE }),
    ],
    { recipientName: HOSTILE },
  ),
];
