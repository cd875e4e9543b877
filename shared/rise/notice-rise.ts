import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { describeRise, procedureInWords, type ToldRise } from './describe-rise.ts';
import type { RiseCause } from './rise.ts';

/** One of a unit's month, whatever becomes of the month's figures. */
export function riseFindingId(month: Month): string {
  return `overdue-rose#${month}`;
}

/** The finding of a unit whose overdue dossiers rose; of two months running with the severity of an alarm. */
export function noticeRise(
  rise: ToldRise & { readonly unitId: string; readonly cause: RiseCause },
  noticedAt: string,
): Finding {
  const { unitId, month, monthBefore, before, now, cause } = rise;
  const { parts, procedures, otherProcedures, dossiers, monthsRunning } = cause;
  return {
    unitId,
    findingId: riseFindingId(month),
    kind: 'overdue-rose',
    severity: monthsRunning > 1 ? 'alarm' : 'warning',
    state: 'open',
    sourceId: null,
    day: null,
    month,
    sentence: describeRise(rise),
    evidence: {
      monthBefore,
      overdueBefore: before.overdue,
      overdue: now.overdue,
      denominatorBefore: before.denominator,
      denominator: now.denominator,
      ...parts,
      procedures: procedures.map((one) => `${procedureInWords(one)}: ${one.before} → ${one.now}`),
      otherProcedures,
      list: dossiers.key,
      listed: dossiers.listed,
      total: dossiers.total,
      monthsRunning,
    },
    noticedAt,
  };
}
