import { DAY_MS } from '../../shared/calendar/day.ts';
import type { Period } from '../../shared/calendar/period.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import type { CopyLine } from '../../shared/snapshot/canonical-line.ts';
import { noticeSourceDifferences } from '../../shared/source-comparison/notice-source-differences.ts';
import { SourceComparer } from '../../shared/source-comparison/source-comparer.ts';
import { monthDifferencesSchema } from '../../shared/source-comparison/source-difference.ts';
import type { JudgedWhole, Review, Reviewer, ReviewStores } from './reviewer.ts';

const WRITES_AT_ONCE = 32;
const NAMING_DIGITS = 16;
/** What ended longer before the month is not compared: dossiers of earlier months may be entered into another system much later, with other dates. */
const COMPARED_DAYS = 366;
/** Raised when sources come to be compared otherwise: each month is then compared anew, beside what was kept. */
const COMPARISON_VERSION = 1;

/** Whether sources state the same times of the same dossiers: `evidence/<month>/sources-<version>-<digest>.json`, and a finding of each that they do not. */
export const reviewSources: Reviewer = { name: `sources-${COMPARISON_VERSION}`, begin: beginReview };

async function beginReview(month: JudgedWhole, stores: ReviewStores): Promise<Review | 'kept'> {
  const prefix = `evidence/${month.month}/sources-`;
  const key = `${prefix}${COMPARISON_VERSION}-${month.digest.slice(0, NAMING_DIGITS)}.json`;
  if ((await stores.bucket.keysUnder(prefix)).includes(key)) return 'kept';
  const inSeveral = await unitsInSeveralSources(month, stores);
  const periods = new Map(month.plans.flatMap(({ period, units }) => units.map(({ unit }) => [unit.unitId, period])));
  const comparer = new SourceComparer(new ZoneOffsets(month.timeZone));
  return {
    readsMonthBefore: false,
    take(line, { sourceId, judges }) {
      const dossier = dossierOf(line);
      const period = dossier && inSeveral.has(dossier.unitId) ? periods.get(dossier.unitId) : undefined;
      if (dossier && period) comparer.take(dossier, sourceId, judges(dossier.unitId), withDaysBefore(period));
    },
    async keep() {
      const differences = comparer.differences();
      await keepFindings(month, differences, key, stores);
      const { digest, recordedAt } = month;
      const kept = { month: month.month, evaluationsDigest: digest, recordedAt, differences };
      await stores.bucket.write(key, canonicalJson(monthDifferencesSchema.parse(kept)), 'application/json');
    },
  };
}

function withDaysBefore({ startMs, endMs }: Pick<Period, 'startMs' | 'endMs'>): Pick<Period, 'startMs' | 'endMs'> {
  return { startMs: startMs - COMPARED_DAYS * DAY_MS, endMs };
}

/** Units that more than one source has a name for, at whatever time: of all others nothing need be held. */
async function unitsInSeveralSources({ sources }: JudgedWhole, { registry }: ReviewStores): Promise<Set<string>> {
  if (sources.length < 2) return new Set();
  const codes = await Promise.all(sources.map(({ sourceId }) => registry.unitCodesOf(sourceId)));
  const named = codes.flatMap((ofSource) => [...new Set(ofSource.map(({ unitId }) => unitId))]);
  return new Set(
    [...Map.groupBy(named, (unitId) => unitId)].flatMap(([unitId, all]) => (all.length > 1 ? unitId : [])),
  );
}

/** As it stood at the period's end. */
function dossierOf(line: CopyLine): Dossier | null {
  if (line.kind !== 'dossier') return null;
  const { dossier, lastSeenBeforeEnd } = line;
  if (lastSeenBeforeEnd === undefined) return dossier;
  const { unitId, dueAt, completedAt, statusClass } = lastSeenBeforeEnd;
  return { ...dossier, unitId, dueAtMs: dueAt, completedAtMs: completedAt, statusClass };
}

async function keepFindings(
  { month, evaluations, sources, timeZone, recordedAt }: JudgedWhole,
  differences: ReturnType<SourceComparer['differences']>,
  evidenceKey: string,
  { findings }: ReviewStores,
): Promise<void> {
  const names = new Map(sources.map(({ sourceId, name }) => [sourceId, name]));
  const noticed = noticeSourceDifferences(differences, {
    month,
    unitNameOf: (unitId) => evaluations.get(unitId)?.unitName ?? unitId,
    sourceNameOf: (sourceId) => names.get(sourceId) ?? sourceId,
    timeZone,
    evidenceKey,
    noticedAt: recordedAt,
  });
  await forEachInParallel(noticed, WRITES_AT_ONCE, (finding) => findings.notice(finding));
}
