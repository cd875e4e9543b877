import { listAssignmentRows } from '../../../shared/report/list-assignments.ts';
import type { ProvinceRecords } from '../../../shared/report/province-records.ts';
import { riseRequestId } from '../../../shared/rise/ask-for-explanation.ts';
import { latestRise } from '../../../shared/rise/kept-rises.ts';
import type { Bucket } from '../../../shared/runtime/bucket.ts';
import type { ShownRise } from './views/month-rise.tsx';

/** A unit's month against the one before; null where it was not compared yet. */
export async function readRise(
  bucket: Pick<Bucket, 'keysUnder' | 'read'>,
  records: ProvinceRecords,
  { unitId, month, asOf }: { readonly unitId: string; readonly month: string; readonly asOf: string },
): Promise<ShownRise | null> {
  const kept = await latestRise(month, bucket);
  const rise = kept?.units.find((one) => one.unitId === unitId);
  if (kept === null || rise === undefined) return null;
  const id = riseRequestId(unitId, month);
  const request = listAssignmentRows(records, asOf).find(({ assignmentId }) => assignmentId === id) ?? null;
  return { month, monthBefore: kept.monthBefore, rise, request };
}
