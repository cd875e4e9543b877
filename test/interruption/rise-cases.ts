import { acceptSnapshot, juneOf, registerProvince, sixOClock } from '../evaluate-month/hand-made-province.ts';
import { dossierLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

/** Dossiers of May, all in time. */
function mayOf(unitId: string, count: number): WrittenLine[] {
  const times = ['2020-05-04 08:00', '2020-05-14 17:00', '2020-05-12 16:00'] as const;
  return Array.from({ length: count }, (_, at) => dossierLine(unitId, `${unitId}-M${at}`, times));
}

/** Two departments with more overdue in June than in May. */
async function risen(system: System): Promise<void> {
  const { engines } = system;
  await registerProvince(engines, { 'so-xay-dung': 'province', 'so-y-te': 'province' });
  await acceptSnapshot(engines, '2020-05-31', [...mayOf('so-xay-dung', 20), ...mayOf('so-y-te', 20)]);
  await acceptSnapshot(engines, '2020-06-30', [...juneOf('so-xay-dung', 20, 5), ...juneOf('so-y-te', 20, 4)]);
  await system.handle('evaluate-month', sqsEvent(sixOClock('2020-07-01')));
}

export const riseCases: readonly InterruptedCase[] = [
  {
    title: 'a month in which the overdue of two units rose',
    prepare: risen,
    event: sqsEvent({ scheduledAt: '2020-06-30T23:20:00Z' }), // 06:20 on 01/07 in Việt Nam
    writesTo: ['Findings', 'Registry', 'evidence/'],
  },
];
