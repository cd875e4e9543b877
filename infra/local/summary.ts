import type { Evaluation, Verdict } from '../../shared/evaluation/evaluation.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import { formatCount, formatPoints } from '../../shared/report/format-vietnamese.ts';
import { shownEvaluations } from '../../shared/report/revisions-of-month.ts';
import { latestOverdueShares } from '../../shared/report/unit-month.ts';
import { type Tier, tierSchema } from '../../shared/unit/unit.ts';
import { alignTable } from './align-table.ts';
import type { Feed } from './feed.ts';
import type { DeadLetter } from './kept-run.ts';
import type { LocalMail } from './mailbox.ts';
import type { Outcome } from './read-outcome.ts';
import { summariseFindings } from './summarise-findings.ts';

export interface SummaryInput {
  readonly feed: Feed;
  readonly outcome: Outcome;
  readonly mails: readonly LocalMail[];
  readonly deadLetters: readonly DeadLetter[];
  /** What import-registry refused or warned of, a line each. */
  readonly registryFaults: readonly string[];
  readonly durationSeconds: number;
}

/** What came of a run, as lines for the terminal. */
export function summarise(input: SummaryInput): string[] {
  const { feed, outcome, mails, deadLetters, registryFaults, durationSeconds } = input;
  return [
    `${feed.provinceName} (${feed.name}), ${feed.firstDay} to ${feed.until}, ${feed.timeZone}`,
    ...section('Files left out for their names', feed.leftOut ?? []),
    ...section('Registry files refused or in part rejected', registryFaults),
    ...section('Verdicts', verdictLines(outcome)),
    ...section('Why undecided or not judged (units and months)', reasonLines(outcome)),
    ...section('Drafts: nothing follows from them before somebody approves them', draftLines(outcome)),
    ...section('Deductions', deductionLines(outcome)),
    ...section('Snapshots', snapshotLines(outcome)),
    ...section('Findings', summariseFindings(outcome.findings, outcome.dismissalRules, outcome.units)),
    ...section('Mails', mailLines(mails)),
    ...section('DEAD LETTERS: what no function could handle', deadLetterLines(deadLetters)),
    '',
    `Done in ${durationSeconds.toFixed(0)} s.`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

const verdicts: readonly Verdict[] = ['exceeded', 'passed', 'undecided', 'not-judged'];

function verdictLines({ evaluations, ledger }: Outcome): string[] {
  const latest = latestOverdueShares(evaluations);
  if (latest.length === 0)
    return ['no month is judged yet: none has ended, or no unit has a source that counts (unit-sources.csv)'];
  const months = [...new Set(latest.map(({ month }) => month))].toSorted();
  const heading = ['tier', 'month', 'units', ...verdicts, 'handled', 'overdue', 'points off'];
  const rows = tierSchema.options.flatMap((tier) =>
    months.flatMap((month) => {
      const ofTier = latest.filter((evaluation) => evaluation.tier === tier && evaluation.month === month);
      return ofTier.length === 0 ? [] : [verdictRow(tier, month, ofTier, ledger)];
    }),
  );
  return alignTable([heading, ...rows], 2);
}

function verdictRow(
  tier: Tier,
  month: string,
  evaluations: readonly Evaluation[],
  ledger: Outcome['ledger'],
): string[] {
  const unitIds = new Set(evaluations.map(({ unitId }) => unitId));
  const points = balanceOf(ledger.filter((entry) => entry.month === month && unitIds.has(entry.unitId)));
  const total = (column: 'handled' | 'overdue') =>
    evaluations.reduce((sum, { counts }) => sum + (counts?.[column] ?? 0), 0);
  return [
    tier,
    month,
    String(evaluations.length),
    ...verdicts.map((verdict) => String(evaluations.filter((evaluation) => evaluation.verdict === verdict).length)),
    formatCount(total('handled')),
    formatCount(total('overdue')),
    formatPoints(points),
  ];
}

/** How often each reason keeps a unit's month from a verdict. */
function reasonLines({ evaluations }: Outcome): string[] {
  const withoutVerdict = latestOverdueShares(evaluations).filter(
    ({ verdict }) => verdict === 'undecided' || verdict === 'not-judged',
  );
  return countLines(withoutVerdict.flatMap(({ verdict, reasons }) => reasons.map((reason) => `${verdict}: ${reason}`)));
}

/** How many verdicts of each month wait for approval. */
function draftLines({ evaluations, approvals }: Outcome): string[] {
  const drafts = shownEvaluations(evaluations, approvals).filter(({ draft }) => draft !== null);
  return countLines(drafts.map(({ evaluation }) => evaluation.month));
}

const MOST_DEDUCTIONS = 12;

function deductionLines({ ledger, units }: Outcome): string[] {
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const accounts = Map.groupBy(ledger, ({ account }) => account);
  const rows = [...accounts.values()]
    .map((entries) => ({ entries, balance: balanceOf(entries) }))
    .toSorted((one, other) => other.balance - one.balance);
  const shown = rows.slice(0, MOST_DEDUCTIONS).map(({ entries, balance }) => {
    const [{ unitId, year } = { unitId: '', year: '' }] = entries;
    const months = [...new Set(entries.map(({ month }) => month))].toSorted().join(', ');
    return [names.get(unitId) ?? unitId, year, `${formatPoints(balance)} points off`, months];
  });
  const others = rows.length > MOST_DEDUCTIONS ? [`and ${rows.length - MOST_DEDUCTIONS} more accounts`] : [];
  return [...alignTable(shown, 4), ...others];
}

function snapshotLines({ receipts }: Outcome): string[] {
  const accepted = receipts.filter(({ outcome }) => outcome === 'accepted');
  const sum = (column: 'rowsRead' | 'rejected' | 'outside' | 'changed') =>
    formatCount(accepted.reduce((total, receipt) => total + receipt[column], 0));
  return [
    `${accepted.length} files taken in: ${sum('rowsRead')} rows read, ${sum('changed')} changed, ${sum('rejected')} rejected, ${sum('outside')} outside`,
    ...receipts.flatMap((receipt) =>
      receipt.outcome === 'quarantined'
        ? [
            `put aside: ${receipt.objectKey}: ${receipt.reasons.map(({ code, message }) => `${code}: ${message}`).join(' ')}`,
          ]
        : [],
    ),
  ];
}

function mailLines(mails: readonly LocalMail[]): string[] {
  const bounced = mails.filter(({ status }) => status === 'bounced');
  const last = mails.at(-1);
  return [
    `${mails.length} sent, ${bounced.length} bounced${last === undefined ? '' : `, the last on ${last.sentOn}`}`,
    ...bounced.map(({ sentOn, to }) => `bounced on ${sentOn}: ${to.join(', ')}`),
  ];
}

function countLines(names: readonly string[]): string[] {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, String(all.length)]);
  return alignTable(
    counts.toSorted(([one = ''], [other = '']) => one.localeCompare(other)),
    1,
  );
}

const MOST_DEAD_LETTERS = 10;

/** Equal errors once, with how many messages they befell: one missing file of the registry stops every snapshot. */
function deadLetterLines(deadLetters: readonly DeadLetter[]): string[] {
  const alike = [...Map.groupBy(deadLetters, ({ functionName, error }) => `${functionName}: ${firstLine(error)}`)];
  const lines = alike.slice(0, MOST_DEAD_LETTERS).flatMap(([title, [first, ...others]]) => {
    const also = others.length === 0 ? '' : ` (and ${others.length} more like it)`;
    return [title, `  at ${first?.at}${also}: ${(first?.message ?? '').slice(0, 200)}`];
  });
  const hidden = alike.length - MOST_DEAD_LETTERS;
  return hidden > 0 ? [...lines, `and ${hidden} other errors`] : lines;
}

function firstLine(error: string): string {
  return error.split('\n')[0] ?? '';
}
