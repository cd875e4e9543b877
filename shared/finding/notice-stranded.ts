import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import type { Source } from '../source/source.ts';
import type { Unit } from '../unit/unit.ts';
import type { Finding } from './finding.ts';

/** A unit that may have taken dossiers over, with what the source calls it on the day; it may have no code there yet. */
export interface PossibleSuccessor extends Pick<Unit, 'unitId' | 'name'> {
  readonly codes: readonly string[];
}

/** Open dossiers that a day's file states under a unit which is no more, and which no one unit has taken over. */
export interface StrandedDossiers {
  readonly source: Pick<Source, 'sourceId' | 'name' | 'ownerUnitId'>;
  readonly day: Day;
  /** The last row of the unit. */
  readonly unit: Pick<Unit, 'unitId' | 'name' | 'validTo'>;
  /** What the source called it. */
  readonly codes: readonly string[];
  readonly openDossiers: number;
  readonly overdueDossiers: number;
  /** None where the registry does not say what became of the unit. */
  readonly successors: readonly PossibleSuccessor[];
  readonly noticedAt: string;
}

/**
 * The finding, once for each such unit, that its dossiers are judged for nobody until the source names the unit that has
 * them, or the registry gives the old code to one: with how many there are, which no unit's figures show, and whose they may be.
 */
export function noticeStranded(stranded: StrandedDossiers): Finding {
  const { source, day, unit, codes, openDossiers, overdueDossiers, successors, noticedAt } = stranded;
  return {
    unitId: source.ownerUnitId,
    findingId: `unit-ended#${source.sourceId}#${unit.unitId}#${unit.validTo ?? ''}`,
    kind: 'unit-ended',
    severity: 'warning',
    state: 'open',
    sourceId: source.sourceId,
    day,
    month: null,
    sentence: `${whatIsStated(stranded)} ${whatToDo(stranded)}`,
    evidence: {
      unitId: unit.unitId,
      codes: [...codes],
      openDossiers,
      overdueDossiers,
      successorUnitIds: successors.map(({ unitId }) => unitId),
      successorCodes: successors.flatMap((successor) => successor.codes),
    },
    noticedAt,
  };
}

function whatIsStated({ source, day, unit, openDossiers, overdueDossiers }: StrandedDossiers): string {
  const until = unit.validTo === null ? '' : ` (đã kết thúc ngày ${formatDay(unit.validTo)})`;
  return `Dữ liệu ngày ${formatDay(day)} của ${source.name} vẫn ghi ${formatCount(openDossiers)} hồ sơ đang giải quyết, trong đó ${formatCount(overdueDossiers)} quá hạn, ở ${unit.name}${until}, chưa rõ đơn vị nào tiếp nhận, nên không được tính cho đơn vị nào và không nằm trong số liệu của tỉnh.`;
}

function whatToDo({ codes, successors }: StrandedDossiers): string {
  const names = successors.map((successor) => `${successor.name} (${codesInWords(successor.codes)})`).join(', ');
  const where =
    successors.length === 0
      ? 'Sổ đăng ký chưa ghi đơn vị kế thừa. Đề nghị khai báo trong unit-lineage.csv, rồi ghi các hồ sơ này vào đúng đơn vị trên hệ thống'
      : `Đơn vị có thể tiếp nhận: ${names}. Đề nghị ghi các hồ sơ này vào đúng một trong các đơn vị trên hệ thống`;
  return `${where}; nếu tất cả thuộc một đơn vị thì khai báo ${codesInWords(codes)} cho đơn vị đó trong unit-codes.csv.`;
}

function codesInWords(codes: readonly string[]): string {
  return codes.length === 0 ? 'chưa có mã' : `mã ${codes.join(', ')}`;
}
