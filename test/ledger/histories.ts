import type { Day } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { appendEntry, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { SettlingDay } from '../../shared/ledger/settle-deduction.ts';
import { consequenceOf664 } from '../evaluation/policies.ts';
import { evaluation } from '../notice-planning/facts.ts';

/** Five o'clock in the afternoon of a day of the province, in UTC. */
export function afternoonOf(day: Day): string {
  return `${day}T10:00:00.000Z`;
}

/** No holidays but Friday 03/07/2020. */
export const calendar = new WorkingCalendar([{ date: '2020-07-03', kind: 'holiday', name: 'Ngày nghỉ' }]);

export function settlingDay(on: Day): SettlingDay {
  return { on, at: afternoonOf(on), calendar };
}

/** How a month came out in a revision: exceeded at so many points, or passed (null). */
export function judged(
  month: string,
  revision: number,
  pointsHundredths: number | null,
  consequence: Partial<NonNullable<Evaluation['consequence']>> = {},
): Evaluation {
  const recordedAt = `2020-07-${String(revision).padStart(2, '0')}T23:00:00.000Z`;
  return evaluation({
    month,
    revision,
    verdict: pointsHundredths === null ? 'passed' : 'exceeded',
    consequence: consequenceOf664({ pointsHundredths: pointsHundredths ?? 50, ...consequence }),
    manifest: pointsHundredths === null ? null : { key: `evidence/${month}/m${revision}.json`, digest: `m${revision}` },
    order: revision === 1 ? null : { actor: 'giam-sat', reason: `Lần ${revision}` },
    digest: `${month} r${revision}`,
    recordedAt,
  });
}

/** Enters drafts one after the other, each by a function of what stands before it, until there is none. */
export function enterAll(
  entries: readonly LedgerEntry[],
  decide: (entries: readonly LedgerEntry[]) => LedgerDraft | null,
): LedgerEntry[] {
  const account = [...entries];
  for (;;) {
    const draft = decide(account);
    if (draft === null) return account;
    account.push(appendEntry(account, draft));
  }
}
