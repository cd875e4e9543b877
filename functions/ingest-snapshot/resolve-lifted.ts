import type { Finding } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { LIFTED_KIND, PAUSE_KIND, pausePrefix } from '../../shared/finding/notice-supplement.ts';

/**
 * A pause that is remembered to have begun near its due date did not begin then: what was said of its lifting, on a later
 * day that need not be derived anew, is over too; unless the pause is now remembered to have begun on another day.
 */
export async function resolveLifted(pause: Finding, reason: string, at: string, findings: FindingStore): Promise<void> {
  const { kind, unitId, sourceId, day, evidence } = pause;
  if (kind !== PAUSE_KIND || sourceId === null || typeof evidence.dossierCode !== 'string') return;
  const idPrefix = pausePrefix(sourceId, evidence.dossierCode);
  const isSameDue = (other: Finding) => other.evidence.dueAt === evidence.dueAt;
  const others = await findings.unclosed({ unitId, idPrefix });
  if (others.some((other) => other.findingId !== pause.findingId && isSameDue(other))) return;
  const lifted = await findings.unclosed({ unitId, idPrefix: idPrefix.replace(PAUSE_KIND, LIFTED_KIND) });
  for (const finding of lifted) {
    if (finding.evidence.pausedOn === day && isSameDue(finding)) await findings.resolve(finding, reason, at);
  }
}
