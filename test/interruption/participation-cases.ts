import { acceptSnapshot, juneOf, registerProvince, sixOClock } from '../evaluate-month/hand-made-province.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

/** Four departments, of which one received nothing in June, after a May in which nobody did. */
async function judged(system: System): Promise<void> {
  const { engines } = system;
  await registerProvince(engines, {
    'so-xay-dung': 'province',
    'so-y-te': 'province',
    'so-noi-vu': 'province',
    'so-tu-phap': 'province',
  });
  await acceptSnapshot(engines, '2020-05-31', []);
  await acceptSnapshot(engines, '2020-06-30', [
    ...juneOf('so-xay-dung', 30, 0),
    ...juneOf('so-y-te', 30, 0),
    ...juneOf('so-noi-vu', 30, 0),
  ]);
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-07-01')));
}

export const participationCases: readonly InterruptedCase[] = [
  {
    title: 'a month in which one unit was silent',
    prepare: judged,
    event: sqsEvent({ scheduledAt: '2020-06-30T23:20:00Z' }), // 06:20 on 01/07 in Việt Nam
    writesTo: ['Findings', 'evidence/'],
  },
];
