import { monthSchema } from '../../../shared/calendar/month.ts';
import type { Evaluation } from '../../../shared/evaluation/evaluation.ts';
import { withStanding } from '../../../shared/finding/standing-of-finding.ts';
import { findDeduction } from '../../../shared/ledger/deductions-of.ts';
import { latestParticipation } from '../../../shared/participation/kept-participations.ts';
import type { Participation } from '../../../shared/participation/participation.ts';
import { policyForMonth } from '../../../shared/policy/month-rules.ts';
import { OVERDUE_SHARE_RULE, type Rule, ruleSchema } from '../../../shared/policy/rule.ts';
import { findingsOfMonth } from '../../../shared/report/findings-of-month.ts';
import type { ProvinceRecords } from '../../../shared/report/province-records.ts';
import { type Revision, revisionsOfMonth } from '../../../shared/report/revisions-of-month.ts';
import { summariseUnit, type UnitSummary } from '../../../shared/report/summarise-unit.ts';
import { judgedMonth } from '../../../shared/report/unit-month.ts';
import { latestRise } from '../../../shared/rise/kept-rises.ts';
import type { Desk } from './answer-request.ts';
import { readEvidence } from './read-evidence.ts';
import { readRise } from './read-rise.ts';
import { fileReply, pageReply, type Reply } from './reply.ts';
import { revisionParameter, ruleParameter } from './views/paths.ts';
import type { RuleResult } from './views/rules-table.tsx';

/**
 * `/don-vi/<unitId>/<month>`, its list of dossiers `chung-cu.csv`, that of a rise `ho-so-qua-han-tang.csv`, its manifest `ban-ke-can-cu.json`; `?lan=` chooses
 * a revision, the latest by default, `?tieu-chi=` a rule. Null where there is no such thing.
 */
export async function answerUnitMonth(
  desk: Desk,
  [unitId = '', month = '', file, ...more]: readonly string[],
  query: URLSearchParams,
): Promise<Reply | null> {
  if (!monthSchema.safeParse(month).success || more.length > 0) return null;
  const records = await desk.readRecords();
  const summary = summariseUnit(records, unitId);
  const ofMonth = records.evaluations.filter((row) => row.unitId === unitId && row.month === month);
  const revisions = chosenRevisions(ofMonth, records, query.get(ruleParameter));
  const shown = chosenRevision(revisions, query.get(revisionParameter));
  if (summary === null || shown === null) return null;
  if (file !== undefined) return answerFile(desk, shown.evaluation, file);
  return answerPage(desk, records, summary, { ofMonth, revisions, shown });
}

/** By the rule that is asked for; else by that of the overdue share. */
function chosenRevisions(ofMonth: readonly Evaluation[], records: ProvinceRecords, asked: string | null): Revision[] {
  const parsed = ruleSchema.safeParse(asked ?? OVERDUE_SHARE_RULE);
  if (!parsed.success) return [];
  return revisionsOfMonth(
    ofMonth.filter(({ rule }) => rule === parsed.data),
    records.approvals,
  );
}

function chosenRevision(revisions: readonly Revision[], asked: string | null): Revision | null {
  if (asked === null) return revisions.at(-1) ?? null;
  return revisions.find(({ evaluation }) => String(evaluation.revision) === asked) ?? null;
}

async function answerFile({ bucket }: Desk, evaluation: Evaluation, file: string): Promise<Reply | null> {
  const { evidence, manifest, unitName, month, revision } = evaluation;
  const name = `${unitName} ${month}${revision === 1 ? '' : ` lần ${revision}`}`;
  if (file === 'chung-cu.csv' && evidence !== null) {
    return fileReply(await bucket.read(evidence.key), `${name}.csv`, 'text/csv; charset=utf-8');
  }
  if (file === 'ban-ke-can-cu.json' && manifest !== null) {
    return fileReply(await bucket.read(manifest.key), `${name}.json`, 'application/json');
  }
  if (file === 'ho-so-qua-han-tang.csv') {
    const kept = await latestRise(month, bucket);
    const list = kept?.units.find(({ unitId }) => unitId === evaluation.unitId)?.cause?.dossiers;
    if (list !== undefined)
      return fileReply(await bucket.read(list.key), `${name} tăng.csv`, 'text/csv; charset=utf-8');
  }
  return null;
}

interface Chosen {
  /** Of the unit's month, by every rule. */
  readonly ofMonth: readonly Evaluation[];
  readonly revisions: readonly Revision[];
  readonly shown: Revision;
}

async function answerPage(
  desk: Desk,
  records: ProvinceRecords,
  summary: UnitSummary,
  { ofMonth, revisions, shown }: Chosen,
): Promise<Reply> {
  const { unitId, month, rule, tier, sourceId } = shown.evaluation;
  const { policies, sources } = records;
  const entries = summary.accounts.flatMap((account) => account.entries);
  const policy = policyForMonth(policies, tier, month, rule);
  const html = desk.views.pages.unitMonth({
    frame: desk.frame,
    contact: desk.contact,
    summary,
    results: resultsOf(ofMonth, records, summary),
    revisions,
    shown,
    deduction: findDeduction(entries, { month, rule }),
    policies,
    policy,
    sourceName: sources.find((source) => source.sourceId === sourceId)?.name ?? null,
    evidence: await readEvidence(desk.bucket, shown.evaluation),
    participation: await readParticipation(desk.bucket, { unitId, month }),
    rise: await readRise(desk.bucket, records, { unitId, month, asOf: desk.asOf }),
    findings: findingsOfMonth(withStanding(records.findings, records.dismissalRules), {
      unitId,
      month,
      sourceId,
      periodStartDayIn: (one) => policyForMonth(policies, tier, one, rule)?.periodStartDay ?? 1,
    }),
    mails: await desk.mails(),
  });
  return pageReply(html, desk.views.stylesheet);
}

async function readParticipation(
  bucket: Desk['bucket'],
  { unitId, month }: Pick<Evaluation, 'unitId' | 'month'>,
): Promise<Participation | null> {
  const kept = await latestParticipation(month, bucket);
  return kept?.units.find((one) => one.unitId === unitId) ?? null;
}

/** The latest of each rule, whether in force or a draft. */
function resultsOf(
  ofMonth: readonly Evaluation[],
  { approvals }: ProvinceRecords,
  { accounts }: UnitSummary,
): RuleResult[] {
  const entries = accounts.flatMap((account) => account.entries);
  const byRule = [...Map.groupBy(ofMonth, ({ rule }) => rule)].toSorted(([one], [other]) => inOrder(one, other));
  return byRule.flatMap(([rule, evaluations]) => {
    const latest = revisionsOfMonth(evaluations, approvals).at(-1);
    if (latest === undefined) return [];
    const month = judgedMonth(latest.evaluation, latest.standing === 'draft' ? 'only' : null);
    const takenHundredths = findDeduction(entries, { month: month.month, rule })?.takenHundredths ?? 0;
    return [{ month, takenHundredths }];
  });
}

/** As the rules are listed, that of the overdue share first. */
function inOrder(one: Rule, other: Rule): number {
  return ruleSchema.options.indexOf(one) - ruleSchema.options.indexOf(other);
}
