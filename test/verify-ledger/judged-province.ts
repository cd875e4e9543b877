import type { Policy } from '../../shared/policy/policy.ts';
import type { Engines } from '../engines/engines.ts';
import { acceptSnapshot, policies, registerProvince, sourceRow } from '../evaluate-month/hand-made-province.ts';
import { dossierLine, type WrittenLine } from '../evaluation/canonical-lines.ts';

/** A unit's dossiers of a month: so many that ended in time, so many that ended late. */
export function monthOfDossiers(unitId: string, month: string, inTime: number, overdue: number): WrittenLine[] {
  const ending = (day: string) => [`${month}-02 08:00`, `${month}-10 17:00`, `${month}-${day} 16:00`] as const;
  return [
    ...Array.from({ length: inTime }, (_, at) => dossierLine(unitId, `${unitId}-${month}-A${at}`, ending('09'))),
    ...Array.from({ length: overdue }, (_, at) => dossierLine(unitId, `${unitId}-${month}-B${at}`, ending('12'))),
  ];
}

/** 06:45 in the province, when heads are made. */
export function quarterToSeven(day: string): { scheduledAt: string } {
  return { scheduledAt: `${day}T06:45:00+07:00` };
}

/** Snapshots of the last days of June, July and August 2020, from which three units are judged. */
export async function registerJudgedProvince(engines: Engines, rules: readonly Policy[] = policies): Promise<void> {
  const units = { 'so-xay-dung': 'province', 'so-y-te': 'province', 'cho-moi': 'district' } as const;
  await registerProvince(engines, units, sourceRow('portal', { evaluateFrom: '2020-06' }), rules);
  for (const [month, lastDay] of [
    ['2020-06', '2020-06-30'],
    ['2020-07', '2020-07-31'],
    ['2020-08', '2020-08-31'],
  ] as const) {
    await acceptSnapshot(engines, lastDay, [
      ...monthOfDossiers('so-xay-dung', month, 48, 1), // 1/49 = 2,04% > 2%
      ...monthOfDossiers('so-y-te', month, 49, 1), // 1/50 = 2%, not over it
      ...monthOfDossiers('cho-moi', month, month === '2020-07' ? 28 : 27, 1), // 1/29 = 3,45%; 1/28 = 3,57% > 3,5%
    ]);
  }
}
