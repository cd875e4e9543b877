import type { Day } from '../../shared/calendar/day.ts';
import { MERGED_ON, type Merger, newUnitId, oldUnitId, readMergers } from '../unit/an-giang-2025.ts';

/** What a dossier is, and what becomes of it; days and times in the province's clock, as `yyyy-mm-dd HH:mm`. */
export interface History {
  readonly code: string;
  /** Statistical code of the commune that has it until 30/06; null where it came later. */
  readonly oldCode: string | null;
  /** Statistical code of the new unit that has it from 01/07 on. */
  readonly newCode: string;
  /** Which code the portal puts beside it after the merger. */
  readonly codeAfter: string;
  readonly received: string;
  readonly due: string;
  readonly completed: string | null;
  /** From which day on no file shows it, or shows it so that it can be read. */
  readonly goneFrom: Day | null;
  readonly isUnreadable: boolean;
}

export const mergers = readMergers();

/** old code -> the new units that the commune went into */
export const successorsOf: ReadonlyMap<string, readonly Merger[]> = Map.groupBy(mergers, ({ oldCode }) => oldCode);
export const oldCodes = [...successorsOf.keys()].toSorted();
export const newCodes = [...new Set(mergers.map(({ newCode }) => newCode))].toSorted();

/** Every third commune's dossiers keep the old code in the portal after the merger; those of the split ones do not. */
const keepsOldCode = (nth: number, oldCode: string) => nth % 3 === 0 && successorsOf.get(oldCode)?.length === 1;

/**
 * Each old commune has six to ten dossiers from June: the first done in time, the second (in every other commune) overdue
 * since 20/06 and done on 10/07, the third done in July in time, the fourth in July too late, the others open for long.
 * Of those some vanish: the fifth from 01/07 on, in every 25th commune and in the split ones; the sixth by 31/07, in every
 * tenth. In every 40th the fourth cannot be read on 31/07. Each new unit receives one to four in July.
 */
export const histories: readonly History[] = [
  ...oldCodes.flatMap((oldCode, nth) => Array.from({ length: 6 + (nth % 5) }, (_, at) => fromJune(oldCode, nth, at))),
  ...newCodes.flatMap((newCode, nth) => Array.from({ length: 1 + (nth % 4) }, (_, at) => fromJuly(newCode, at))),
];

function fromJune(oldCode: string, nth: number, at: number): History {
  const successors = successorsOf.get(oldCode) ?? [];
  const newCode = successors[at % successors.length]?.newCode ?? '';
  const isSplit = successors.length > 1;
  const received = at === 5 ? '2025-06-30 08:00' : '2025-06-25 08:00';
  const plain = { received, due: '2025-08-30 17:00', completed: null };
  const isLate = nth % 2 === 0;
  const courses = [
    { received: '2025-06-05 08:00', due: '2025-06-20 17:00', completed: '2025-06-10 10:00' },
    isLate ? { received: '2025-06-05 08:00', due: '2025-06-20 17:00', completed: '2025-07-10 10:00' } : plain,
    { received: '2025-06-20 08:00', due: '2025-07-10 17:00', completed: '2025-07-05 10:00' },
    { received: '2025-06-20 08:00', due: '2025-07-10 17:00', completed: '2025-07-20 10:00' },
  ];
  const vanishesAtOnce = at === 4 && (nth % 25 === 0 || isSplit);
  const vanishesLater = at === 5 && nth % 10 === 0;
  const isUnreadable = at === 3 && nth % 40 === 1;
  const goneLater = vanishesLater || isUnreadable ? '2025-07-31' : null;
  return {
    code: `H01.${oldCode}-250605-${String(at).padStart(4, '0')}`,
    oldCode,
    newCode,
    codeAfter: keepsOldCode(nth, oldCode) ? oldCode : newCode,
    ...(courses[at] ?? plain),
    goneFrom: vanishesAtOnce ? MERGED_ON : goneLater,
    isUnreadable,
  };
}

function fromJuly(newCode: string, at: number): History {
  return {
    code: `H01.${newCode}-250715-${String(at).padStart(4, '0')}`,
    oldCode: null,
    newCode,
    codeAfter: newCode,
    received: '2025-07-15 08:00',
    due: '2025-08-30 17:00',
    completed: null,
    goneFrom: null,
    isUnreadable: false,
  };
}

const HEADER = 'code,unit,received,due,completed,status';

/** The portal's file of a day. */
export function fileOf(day: Day, more: readonly string[] = []): string {
  const rows = histories
    .filter(({ received }) => received.slice(0, 10) <= day)
    .flatMap((history) => rowOf(history, day));
  return [HEADER, ...rows, ...more, ''].join('\n');
}

function rowOf({ code, oldCode, codeAfter, received, due, completed, ...fate }: History, day: Day): string[] {
  const isGone = fate.goneFrom !== null && fate.goneFrom <= day;
  if (isGone && !fate.isUnreadable) return [];
  const unit = day < MERGED_ON ? oldCode : codeAfter;
  const isDone = completed !== null && completed.slice(0, 10) <= day;
  const end = isDone ? `${completed},done` : ',open';
  return [`${code},${unit},${isGone ? '31/02/2025' : received},${due},${end}`];
}

export const source = {
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'van-phong',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: {
    dossierCode: 'code',
    unitCode: 'unit',
    receivedAt: 'received',
    dueAt: 'due',
    completedAt: 'completed',
    status: 'status',
  },
  dateFormats: ['yyyy-MM-dd HH:mm'],
  statuses: { open: 'open', done: 'completed' },
};

const table = (...lines: string[]) => [...lines, ''].join('\n');

/** The registry as the province would drop it, file by file; communes are judged by a rule made up for this journey. */
export function registryFiles(): Record<string, string> {
  const names = new Map(mergers.map(({ oldCode, oldName }) => [oldCode, oldName]));
  const newNames = new Map(mergers.map(({ newCode, newName }) => [newCode, newName]));
  const olds = oldCodes.map((code) => ({
    code,
    unitId: oldUnitId(code),
    name: names.get(code) ?? '',
    rest: '2020-01-01,2025-06-30',
  }));
  const news = newCodes.map((code) => ({
    code,
    unitId: newUnitId(code),
    name: newNames.get(code) ?? '',
    rest: `${MERGED_ON},`,
  }));
  const all = [...olds, ...news];
  return {
    'sources.json': JSON.stringify([source]),
    'units.csv': table(
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
      ...all.map(
        ({ unitId, name, rest }) =>
          `${unitId},${name},commune,locality,,Chủ tịch ${name},${unitId}@angiang.example,,,${rest}`,
      ),
    ),
    'unit-codes.csv': table(
      'sourceId,code,unitId,validFrom,validTo',
      ...all.map(({ code, unitId, rest }) => `portal,${code},${unitId},${rest}`),
    ),
    'unit-sources.csv': table(
      'unitId,sourceId,validFrom,validTo',
      ...all.map(({ unitId, rest }) => `${unitId},portal,${rest}`),
    ),
    'unit-lineage.csv': table(
      'oldUnitId,newUnitId,share,on',
      ...mergers.map(
        ({ oldCode, newCode, share }) => `${oldUnitId(oldCode)},${newUnitId(newCode)},${share},${MERGED_ON}`,
      ),
    ),
    'policies.csv': table(
      'policyId,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,basis,comparison,paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,explanationWorkingDays,legalBasis',
      'commune,commune,2025-01-01,,deduct,10,100,50,handled,instant,within-due,on-time,1,1,3,false,,automatic,0,Quy định thử nghiệm',
    ),
  };
}
