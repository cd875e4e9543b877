import type { Evaluation } from '../evaluation/evaluation.ts';
import type { EvaluationStore } from '../evaluation/evaluation-store.ts';
import { type Deduction, isOpen } from '../ledger/deduction.ts';
import { deductionsOf } from '../ledger/deductions-of.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { ruleSchema } from '../policy/rule.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import type { DueTopic } from './due-topic.ts';
import { type DeductionFacts, planDeductionTopics } from './plan-deduction-topics.ts';

export interface DeductionStores {
  readonly ledger: Pick<LedgerStore, 'liveAccounts' | 'entries'>;
  readonly evaluations: Pick<EvaluationStore, 'get'>;
}

/** What there is to tell, and what is wrong with some accounts: whoever calls must tell of it. */
export interface FoundTopics {
  readonly topics: readonly DueTopic[];
  readonly failures: readonly unknown[];
}

const ACCOUNTS_AT_ONCE = 16;

/**
 * What there is to tell of deductions of whatever year: of those that are open, and of those to which something was added
 * since an instant. A month of years ago may be judged anew, and its unit has to hear of it. What is wrong with one
 * account, or with an evaluation on which it rests, holds up no other.
 *
 * @param since ISO 8601 in UTC
 */
export async function findDeductionTopics(
  since: string,
  explainByFor: DeductionFacts['explainByFor'],
  stores: DeductionStores,
): Promise<FoundTopics> {
  const failures: unknown[] = [];
  const accounts = await stores.ledger.liveAccounts(since);
  const topics = await inParallel(accounts, ACCOUNTS_AT_ONCE, async (account) => {
    try {
      return await topicsOf(account, since, explainByFor, stores);
    } catch (cause) {
      failures.push(untellable(account, cause));
      return [];
    }
  });
  return { topics: topics.flat(), failures };
}

async function topicsOf(
  account: string,
  since: string,
  explainByFor: DeductionFacts['explainByFor'],
  { ledger, evaluations: store }: DeductionStores,
): Promise<DueTopic[]> {
  const entries = await ledger.entries(account);
  const live = deductionsOf(entries).filter((deduction) => isLive(deduction, since));
  const evaluations: Evaluation[] = [];
  for (const { unitId, month, rule, revision } of live.flatMap(revisionsIn)) {
    const evaluation = await store.get({ unitId, month, rule: ruleSchema.parse(rule), revision });
    if (evaluation !== null) evaluations.push(evaluation);
  }
  return planDeductionTopics({ evaluations, entries, explainByFor });
}

function isLive(deduction: Deduction, since: string): boolean {
  return isOpen(deduction) || deduction.entries.some(({ recordedAt }) => recordedAt >= since);
}

/** The evaluations on which a deduction's entries rest, each once. */
function revisionsIn({ unitId, month, rule, entries }: Deduction) {
  const revisions = new Set(entries.map(({ revision }) => revision));
  return [...revisions].map((revision) => ({ unitId, month, rule, revision }));
}

function untellable(account: string, cause: unknown): DomainError {
  return new DomainError('ACCOUNT_NOT_TOLD', `What stands in account ${account} cannot be told: ${String(cause)}`, {
    cause,
  });
}
