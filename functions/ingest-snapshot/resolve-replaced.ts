import type { Finding } from '../../shared/finding/finding.ts';
import { kindTraits } from '../../shared/finding/finding-kinds.ts';
import { formatDay } from '../../shared/report/format-vietnamese.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedFile } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';
import { resolveLifted } from './resolve-lifted.ts';

const QUERIES_AT_ONCE = 16;

/**
 * Says of findings of a day that they never were, where the day was derived anew and they no longer come out. Nothing is
 * looked up where the day is derived for the first time: that is every usual morning.
 *
 * @param frozen what was noticed of the file as a whole, null for nothing
 */
export async function resolveReplaced(
  day: DayAtWork,
  derived: DerivedFile,
  frozen: Finding | null,
  { findings }: Pick<IngestServices, 'findings'>,
): Promise<void> {
  if (!derived.isToldAnew) return;
  const { order, name, registry } = day;
  const comeOut = new Set([...derived.findings, ...(frozen === null ? [] : [frozen])].map(keyOf));
  const unitIds = new Set([...registry.units.map(({ unitId }) => unitId), ...derived.state.unitIds]);
  unitIds.add(registry.source.ownerUnitId);
  const at = order.causedAt ?? order.receivedAt;
  const reason = `Dữ liệu ngày ${formatDay(name.day)} được đọc lại vì có tệp gửi lại hoặc dữ liệu ngày trước đó thay đổi; theo dữ liệu mới thì không còn điều này.`;
  await inParallel([...unitIds], QUERIES_AT_ONCE, async (unitId) => {
    const earlier = await findings.unclosed({ unitId, of: name });
    const gone = earlier.filter((finding) => kindTraits[finding.kind].isOfDerivation && !comeOut.has(keyOf(finding)));
    for (const finding of gone) {
      // First what follows from it: who is cut off in between finds it still standing.
      await resolveLifted(finding, reason, at, findings);
      await findings.resolve(finding, reason, at);
    }
  });
}

function keyOf({ unitId, findingId }: Finding): string {
  return JSON.stringify([unitId, findingId]);
}
