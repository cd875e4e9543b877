import type { Day } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import { formatCount, formatDay, formatMonth } from '../report/format-vietnamese.ts';
import type { Source } from '../source/source.ts';
import type { Unit } from '../unit/unit.ts';
import type { Finding } from './finding.ts';

/**
 * Dossiers of a month that are first seen after its end, under a unit that was made after it of several: nobody can tell
 * which of them had a dossier in the month.
 */
export interface DossiersOfUnknownUnit {
  readonly source: Pick<Source, 'sourceId' | 'name' | 'ownerUnitId'>;
  readonly day: Day;
  readonly period: Pick<Period, 'month' | 'lastDay'>;
  readonly unit: Pick<Unit, 'unitId' | 'name' | 'validFrom'>;
  /** The units that it was made of. */
  readonly predecessors: readonly Pick<Unit, 'unitId' | 'name'>[];
  readonly dossierCodes: readonly string[];
  readonly noticedAt: string;
}

/** The finding has these at most; the file has all. */
const CODES_NAMED = 100;

/** The finding, once for each such unit and month, that they are counted for nobody until the source says whose they were. */
export function noticeBeforeUnitBegan(dossiers: DossiersOfUnknownUnit): Finding {
  const { source, day, period, unit, predecessors, dossierCodes, noticedAt } = dossiers;
  const names = predecessors.map(({ name }) => name).join(', ');
  return {
    unitId: source.ownerUnitId,
    findingId: `before-unit-began#${source.sourceId}#${unit.unitId}#${period.month}`,
    kind: 'before-unit-began',
    severity: 'warning',
    state: 'open',
    sourceId: source.sourceId,
    day,
    month: period.month,
    sentence: `Dữ liệu ngày ${formatDay(day)} của ${source.name} ghi ${formatCount(dossierCodes.length)} hồ sơ có từ trước ngày ${formatDay(unit.validFrom)} ở ${unit.name} là đơn vị lập sau đó từ ${names}; không rõ khi ấy hồ sơ thuộc đơn vị nào, nên tháng ${formatMonth(period.month)} không tính cho đơn vị nào. Đề nghị gửi lại tệp dữ liệu ngày ${formatDay(period.lastDay)} với mã đơn vị cũ.`,
    evidence: {
      unitId: unit.unitId,
      dossiers: dossierCodes.length,
      dossierCodes: dossierCodes.toSorted().slice(0, CODES_NAMED),
      predecessorUnitIds: predecessors.map(({ unitId }) => unitId),
    },
    noticedAt,
  };
}
