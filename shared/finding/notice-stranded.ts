import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import type { Source } from '../source/source.ts';
import type { Unit } from '../unit/unit.ts';
import type { Finding } from './finding.ts';

/** Open dossiers that a day's file states under a unit which is no more, and which no one unit has taken over. */
export interface StrandedDossiers {
  readonly source: Pick<Source, 'sourceId' | 'name' | 'ownerUnitId'>;
  readonly day: Day;
  /** The last row of the unit. */
  readonly unit: Pick<Unit, 'unitId' | 'name' | 'validTo'>;
  readonly openDossiers: number;
  readonly noticedAt: string;
}

/**
 * The finding, once for each such unit, that its dossiers are judged for nobody until the source names the unit that has
 * them, or the registry gives the old code to one.
 */
export function noticeStranded({ source, day, unit, openDossiers, noticedAt }: StrandedDossiers): Finding {
  const until = unit.validTo === null ? '' : ` (đã kết thúc ngày ${formatDay(unit.validTo)})`;
  return {
    unitId: source.ownerUnitId,
    findingId: `unit-ended#${source.sourceId}#${unit.unitId}#${unit.validTo ?? ''}`,
    kind: 'unit-ended',
    severity: 'warning',
    state: 'open',
    sourceId: source.sourceId,
    day,
    month: null,
    sentence: `Dữ liệu ngày ${formatDay(day)} của ${source.name} vẫn ghi ${formatCount(openDossiers)} hồ sơ đang giải quyết ở ${unit.name}${until}, chưa rõ đơn vị nào tiếp nhận, nên không được tính cho đơn vị nào. Đề nghị cập nhật đơn vị xử lý trên hệ thống, hoặc khai báo mã đơn vị cũ cho đơn vị tiếp nhận.`,
    evidence: { unitId: unit.unitId, openDossiers },
    noticedAt,
  };
}
