import type { Month } from '../../shared/calendar/month.ts';
import { findJudgedMonths } from '../../shared/evaluation/find-judged-months.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { describeMonths } from '../../shared/policy/retroactive-months.ts';
import {
  monthsToAskOf,
  policyRowsOf,
  retroactiveRows,
  storedPolicies,
} from '../../shared/registry/object-to-retroactive.ts';
import { type ImportPlan, planImport } from '../../shared/registry/plan-import.ts';
import { readJsonRows } from '../../shared/registry/read-json-rows.ts';
import type { StoredEntry } from '../../shared/registry/registry-entry.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { monthsOf, type ReevaluationOrder } from './order.ts';
import type { ReevaluationStores } from './stores.ts';

/** A row that comes with an order, what of the registry it replaces, and the judged months that it changes. */
export interface OrderedPolicy {
  readonly before: Policy | null;
  readonly after: Policy;
  readonly months: readonly Month[];
  /** When the row that it replaces was stored, ISO 8601 in UTC: the same words on another day replace another row. */
  readonly beforeStoredAt: string | null;
}

/**
 * The rows of an order that change something in the registry, in the order in which they are to be stored. They stand by
 * the same rules as those of a file.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `POLICIES_REFUSED`, `POLICIES_CHANGE_OTHER_MONTHS`
 */
export async function policiesOf(
  policies: readonly object[],
  order: ReevaluationOrder,
  at: string,
  { registryImports, evaluations }: Pick<ReevaluationStores, 'registryImports' | 'evaluations'>,
): Promise<OrderedPolicy[]> {
  const stored = await registryImports.stored('policy');
  const { toWrite } = planRows(policies, stored, at);
  const judged = await findJudgedMonths(monthsToAskOf(toWrite, stored, at), evaluations);
  const retroactive = retroactiveRows(toWrite, stored, judged);
  refuseOtherMonths(
    retroactive.flatMap(({ months }) => months),
    order,
  );
  const storedAt = new Map(stored.map(({ entry, importedAt }) => [entry.id, importedAt]));
  return policyRowsOf(toWrite, storedPolicies(stored)).map(({ row, before, after }) => {
    const months = retroactive.find((one) => one.row === row)?.months ?? [];
    return { before, after, months, beforeStoredAt: storedAt.get(row.entry.id) ?? null };
  });
}

function planRows(policies: readonly object[], stored: readonly StoredEntry[], importedAt: string): ImportPlan {
  const content = readJsonRows('policy', JSON.stringify(policies));
  const plan = planImport(content, stored, { importedAt, importedFrom: 'order', isPartial: false });
  const faults = [
    ...plan.rejections.map(({ line, column, reason }) => `row ${line}, ${column ?? 'as a whole'}: ${reason}`),
    ...plan.superseded.map(({ line }) => `row ${line}: a newer file has changed it since`),
  ];
  if (faults.length === 0) return plan;
  throw new DomainError('POLICIES_REFUSED', `Nothing was written. The policies cannot stand: ${faults.join('; ')}.`);
}

function refuseOtherMonths(changed: readonly Month[], order: ReevaluationOrder): void {
  const ordered = monthsOf(order);
  const others = [...new Set(changed)].filter((month) => !ordered.includes(month)).toSorted();
  if (others.length === 0) return;
  throw new DomainError(
    'POLICIES_CHANGE_OTHER_MONTHS',
    `Nothing was written. The policies would also change by what ${describeMonths(others)} was judged: order these months, too, with month and untilMonth, or let the rows begin and end elsewhere.`,
  );
}
