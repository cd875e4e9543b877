import type { Policy } from '../../shared/policy/policy.ts';
import { examineRow } from '../../shared/registry/examine-row.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { evaluationsOf, type KeptOrder } from './kept-order.ts';
import type { ReevaluationStores } from './stores.ts';

const READS_AT_ONCE = 32;

/**
 * Writes the policies of a confirmed order into the registry, as an import does. A row that a newer file has changed
 * since stays as it is, if the order's evaluations show that it was carried out before.
 *
 * @throws DomainError `POLICY_OVERTAKEN`
 */
export async function storePolicies(order: KeptOrder, stores: ReevaluationStores): Promise<void> {
  const importedFrom = `reevaluation-${order.previewDigest.slice(0, 16)}`;
  const delivery = { importedAt: order.orderedAt, importedFrom, isPartial: false };
  for (const policy of order.policies) {
    const isStored = await stores.registryImports.put(entryOf(policy), delivery);
    if (!isStored && !(await isDone(order, stores))) throw overtaken(policy);
  }
}

function entryOf(policy: Policy) {
  const { entry } = examineRow('policy', policy);
  if (entry !== null) return entry;
  throw new DomainError('POLICIES_REFUSED', `The kept row ${policy.policyId} stands by the rules no longer.`);
}

/** Evaluations come after the policies: where all are made, the policies were stored. An order without any cannot tell. */
async function isDone(order: KeptOrder, stores: ReevaluationStores): Promise<boolean> {
  let hasAny = false;
  for await (const evaluations of evaluationsOf(order, stores.bucket)) {
    hasAny ||= evaluations.length > 0;
    const kept = await inParallel(evaluations, READS_AT_ONCE, (evaluation) => stores.evaluations.get(evaluation));
    if (!evaluations.every(({ digest }, position) => kept[position]?.digest === digest)) return false;
  }
  return hasAny;
}

function overtaken({ policyId, tier, validFrom }: Policy): DomainError {
  return new DomainError(
    'POLICY_OVERTAKEN',
    `The policy ${policyId} of ${tier} from ${validFrom} on was changed by a newer file or order, and nothing shows that this one was carried out before: the row stays as it is. Look at it in the Registry table; if it should be changed, ask for a new preview.`,
  );
}
