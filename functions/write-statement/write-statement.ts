import * as z from 'zod';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { checkChain } from '../../shared/ledger/append-entry.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { ruleSchema } from '../../shared/policy/rule.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { summariseAccount } from '../../shared/report/statement.ts';
import { type Bucket, keySegment } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { Unit } from '../../shared/unit/unit.ts';

const READS_AT_ONCE = 16;
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Who wants the statement of a unit's account of a year, and why. */
const statementOrderSchema = z.strictObject({
  unitId: z.string().min(1),
  year: z.string().regex(/^\d{4}$/, 'must be a year, yyyy'),
  ...enteredShape,
});
export type StatementOrder = z.infer<typeof statementOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseStatementOrder(event: unknown): StatementOrder {
  const parsed = statementOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `write-statement takes {unitId, year: yyyy, actor, reason}. Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface StatementStores {
  readonly registry: Pick<RegistryStore, 'units'>;
  readonly ledger: Pick<LedgerStore, 'entries'>;
  readonly evaluations: Pick<EvaluationStore, 'get'>;
  readonly bucket: Pick<Bucket, 'write'>;
}

/** Where the statement lies, and what it comes to. */
export interface WrittenStatement {
  readonly key: string;
  readonly entries: number;
  readonly balanceHundredths: number;
}

/**
 * Writes a unit's account of a year as a workbook. Its key names the account's last entry: the same account is the same
 * object with the same bytes, however often it is asked for.
 *
 * @throws DomainError `NO_SUCH_UNIT`, `LEDGER_CHAIN_BROKEN`
 */
export async function writeStatement(
  { unitId, year }: StatementOrder,
  timeZone: string,
  { registry, ledger, evaluations, bucket }: StatementStores,
): Promise<WrittenStatement> {
  const unit = unitOfYear(await registry.units(), unitId, year);
  const entries = await ledger.entries(`${unitId}#${year}`);
  checkChain(entries);
  const named = await namedEvaluations(entries, evaluations);
  const facts = { unitId, unitName: unit.name, year, entries, evaluations: named, timeZone };
  const statement = summariseAccount(facts);
  // What writes workbooks is loaded only here.
  const { renderStatement } = await import('../../shared/report/render-statement.ts');
  const key = statementKey(unitId, year, statement.headHash);
  await bucket.write(key, await renderStatement(statement), CONTENT_TYPE);
  return { key, entries: entries.length, balanceHundredths: statement.balanceHundredths };
}

/** `statements/2020/so-xay-dung-<first 16 digits of the last entry's hash>.xlsx` */
function statementKey(unitId: string, year: string, headHash: string | null): string {
  return `statements/${year}/${keySegment(unitId)}-${headHash?.slice(0, 16) ?? 'khong-co-but-toan'}.xlsx`;
}

/** The unit as it was called last in the year, or else at its nearest. */
function unitOfYear(units: readonly Unit[], unitId: string, year: string): Unit {
  const rows = units.filter((unit) => unit.unitId === unitId);
  const inOrder = rows.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  const unit = inOrder.findLast(({ validFrom }) => validFrom <= `${year}-12-31`) ?? inOrder[0];
  if (unit !== undefined) return unit;
  throw new DomainError('NO_SUCH_UNIT', `The registry has no unit ${unitId}: look for its id in units.csv.`);
}

async function namedEvaluations(
  entries: readonly LedgerEntry[],
  evaluations: Pick<EvaluationStore, 'get'>,
): Promise<Evaluation[]> {
  const names = new Map(entries.map((entry) => [`${entry.month}#${entry.rule}#${entry.revision}`, entry]));
  const found = await inParallel([...names.values()], READS_AT_ONCE, ({ unitId, month, rule, revision }) =>
    evaluations.get({ unitId, month, rule: ruleSchema.parse(rule), revision }),
  );
  return found.filter((evaluation) => evaluation !== null);
}
