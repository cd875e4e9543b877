import type { Finding } from '../../shared/finding/finding.ts';
import { type LiftedPause, noticeLiftedPause, pausePrefix } from '../../shared/finding/notice-supplement.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedFile } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';

const QUERIES_AT_ONCE = 16;

/**
 * The day with the findings that pauses begun near their due dates were lifted after them. A state does not know when a
 * pause began; a finding for information does. It is looked up only for what went on after a pause over its due date.
 */
export async function joinPauses(
  { order, name }: DayAtWork,
  derived: DerivedFile,
  { findings }: Pick<IngestServices, 'findings'>,
): Promise<DerivedFile> {
  const joined: Finding[] = [];
  const about = { sourceId: name.sourceId, day: name.day, noticedAt: order.receivedAt };
  await forEachInParallel(derived.liftedPauses, QUERIES_AT_ONCE, async (lifted: LiftedPause) => {
    const idPrefix = pausePrefix(name.sourceId, lifted.dossierCode);
    const pauses = await findings.unclosed({ unitId: lifted.unitId, idPrefix });
    const finding = noticeLiftedPause(lifted, pauses, about);
    if (finding !== null) joined.push(finding);
  });
  return joined.length === 0 ? derived : { ...derived, findings: [...derived.findings, ...joined] };
}
