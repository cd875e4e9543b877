import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatMonth } from '../report/format-vietnamese.ts';
import { countsSchema, type Tally } from '../tally/tally.ts';
import type { GoverningReceipt } from './build-evaluation.ts';
import type { Judgement } from './judge-unit.ts';
import type { Evidence } from './render-evidence.ts';
import type { UnitMonth } from './unit-month.ts';

const countNames = countsSchema.keyof().options;

/** What must agree before a unit is judged. */
export interface Figures {
  readonly unitId: string;
  readonly month: Month;
  readonly governing: GoverningReceipt;
  readonly counted: UnitMonth;
  /** What ingest counted on the governing day, from whichever of its files; null where it counted nothing. */
  readonly tally: Tally | null;
  readonly judgement: Pick<Judgement, 'overdue' | 'unknown'>;
  readonly evidence: Pick<Evidence, 'overdueRows' | 'unknownRows'> | null;
}

/**
 * The finding that a unit's figures do not agree, or null where they do: the recount must give what ingest tallied, and
 * the evidence must list as many dossiers as the verdict counts.
 */
export function noticeDifference(figures: Figures, noticedAt: string): Finding | null {
  const differences = [...differencesFromTally(figures), ...differencesFromEvidence(figures)];
  if (differences.length === 0) return null;
  const { unitId, month, governing } = figures;
  return {
    unitId,
    findingId: `recount-differs#${governing.sourceId}#${month}#${governing.canonicalDigest.slice(0, 16)}`,
    kind: 'recount-differs',
    severity: 'alarm',
    state: 'open',
    sourceId: governing.sourceId,
    day: governing.day,
    month,
    sentence: `Số liệu tháng ${formatMonth(month)} tính lại từ dữ liệu gốc không khớp với số đã tổng hợp, nên chưa kết luận; bộ phận quản trị cần kiểm tra.`,
    evidence: { differences, canonicalKey: governing.canonicalKey },
    noticedAt,
  };
}

/**
 * A tally of another file of the day says nothing of the governing one. A unit without dossiers needs no tally, and
 * ingest tallies nothing for rules that count otherwise.
 */
function differencesFromTally({ counted, tally, governing }: Figures): string[] {
  const valid = tally?.stateDigest === governing.stateDigest ? tally : null;
  const recounted = counted.ownCounts;
  if (recounted === null) return [];
  return countNames
    .filter((name) => (valid?.[name] ?? 0) !== recounted[name])
    .map((name) => `${name}: tally ${valid?.[name] ?? 'missing'}, recount ${recounted[name]}`);
}

function differencesFromEvidence({ judgement, evidence }: Figures): string[] {
  const { overdueRows, unknownRows } = evidence ?? { overdueRows: 0, unknownRows: 0 };
  const differences: string[] = [];
  if (overdueRows !== judgement.overdue)
    differences.push(`overdue: verdict ${judgement.overdue}, evidence ${overdueRows}`);
  if (unknownRows !== judgement.unknown)
    differences.push(`unknown: verdict ${judgement.unknown}, evidence ${unknownRows}`);
  return differences;
}
