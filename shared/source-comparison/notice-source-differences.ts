import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatCount, formatInstant, formatMonth } from '../report/format-vietnamese.ts';
import type { ComparedField, SourceDifference } from './source-difference.ts';

/** Of a unit with more differences than this, one finding says how many: each by itself would say no more. */
const MOST_FINDINGS_OF_UNIT = 100;

const fieldWords: Readonly<Record<ComparedField, string>> = {
  receivedAt: 'thời điểm tiếp nhận',
  dueAt: 'hạn trả',
  completedAt: 'thời điểm kết thúc xử lý',
};

export interface DifferenceFacts {
  readonly month: Month;
  readonly unitNameOf: (unitId: string) => string;
  readonly sourceNameOf: (sourceId: string) => string;
  readonly timeZone: string;
  /** Where all differences of the month are kept. */
  readonly evidenceKey: string;
  readonly noticedAt: string;
}

/**
 * The findings of dossiers of which two sources state different times. Ids name the dossier and the fields, not the month:
 * what stays as it is, is noticed once.
 */
export function noticeSourceDifferences(differences: readonly SourceDifference[], facts: DifferenceFacts): Finding[] {
  const byUnit = Map.groupBy(differences, ({ unitId }) => unitId);
  return [...byUnit].flatMap(([unitId, ofUnit]) =>
    ofUnit.length > MOST_FINDINGS_OF_UNIT
      ? [noticeMany(unitId, ofUnit, facts)]
      : ofUnit.map((difference) => noticeOne(difference, facts)),
  );
}

function noticeOne(difference: SourceDifference, facts: DifferenceFacts): Finding {
  const { unitId, dossierCode, judgingSourceId, otherSourceId, fields } = difference;
  const { sourceNameOf, timeZone } = facts;
  const told = fields.map(
    ({ field, judging, other }) =>
      `${fieldWords[field]} là ${formatInstant(judging, timeZone)} theo ${sourceNameOf(judgingSourceId)} ` +
      `nhưng là ${formatInstant(other, timeZone)} theo ${sourceNameOf(otherSourceId)}`,
  );
  return {
    ...commonOf(unitId, judgingSourceId, facts),
    findingId: `differs-between-sources#${otherSourceId}#${dossierCode}#${fields.map(({ field }) => field).join('+')}`,
    sentence: `Hồ sơ ${dossierCode} ghi ${told.join('; ')}; cần thống nhất dữ liệu giữa các hệ thống.`,
    evidence: {
      dossierCode,
      judgingSourceId,
      otherSourceId,
      ...Object.fromEntries(
        fields.flatMap(({ field, judging, other }) => [
          [`${field}.judging`, judging],
          [`${field}.other`, other],
        ]),
      ),
    },
  };
}

function noticeMany(unitId: string, differences: readonly SourceDifference[], facts: DifferenceFacts): Finding {
  const { month, unitNameOf, evidenceKey } = facts;
  const sourceIds = [...new Set(differences.map(({ otherSourceId }) => otherSourceId))].toSorted();
  const others = sourceIds.map(facts.sourceNameOf).join(', ');
  const judgingSourceId = differences[0]?.judgingSourceId ?? null;
  return {
    ...commonOf(unitId, judgingSourceId, facts),
    findingId: `differs-between-sources#${month}`,
    sentence: `Tháng ${formatMonth(month)}, ${formatCount(differences.length)} hồ sơ của ${unitNameOf(unitId)} ghi thời điểm khác nhau giữa nguồn dùng để đánh giá và ${others}; cần thống nhất dữ liệu giữa các hệ thống.`,
    evidence: { dossiers: differences.length, judgingSourceId, otherSourceIds: sourceIds, list: evidenceKey },
  };
}

function commonOf(unitId: string, sourceId: string | null, { month, noticedAt }: DifferenceFacts) {
  const standing = { severity: 'warning', state: 'open' } as const;
  return { unitId, kind: 'differs-between-sources' as const, ...standing, sourceId, day: null, month, noticedAt };
}
