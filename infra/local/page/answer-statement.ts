import { accountOf } from '../../../shared/ledger/append-entry.ts';
import { renderStatement } from '../../../shared/report/render-statement.ts';
import { summariseAccount } from '../../../shared/report/statement.ts';
import { latestRow } from '../../../shared/report/summarise-unit.ts';
import type { Desk } from './answer-request.ts';
import { fileReply, type Reply } from './reply.ts';

const STATEMENT = /^so-diem-tru-(\d{4})\.xlsx$/;

/** The year of `so-diem-tru-<year>.xlsx`, null for any other file. */
export function statementYear(file: string | undefined): string | null {
  return STATEMENT.exec(file ?? '')?.[1] ?? null;
}

/** `/don-vi/<unitId>/so-diem-tru-<year>.xlsx`: what write-statement writes for the same unit and year. */
export async function answerStatement(
  { frame, readRecords }: Desk,
  unitId: string,
  year: string,
): Promise<Reply | null> {
  const { units, ledger, evaluations } = await readRecords();
  const unit = latestRow(units, unitId);
  if (unit === null) return null;
  const account = accountOf(unitId, `${year}-01`);
  const entries = ledger
    .filter((entry) => entry.account === account)
    .toSorted((one, other) => one.sequence - other.sequence);
  const revisions = new Set(entries.map(({ month, rule, revision }) => `${month}#${rule}#${revision}`));
  const named = evaluations.filter(
    (one) => one.unitId === unitId && revisions.has(`${one.month}#${one.rule}#${one.revision}`),
  );
  const facts = { unitId, unitName: unit.name, year, entries, evaluations: named, timeZone: frame.timeZone };
  const workbook = await renderStatement(summariseAccount(facts));
  return fileReply(
    workbook,
    `${unit.name} ${year}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}
