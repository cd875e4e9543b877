import type { DossierHistory, DossierVersion } from './dossier-history.ts';
import { versionBefore } from './dossier-history.ts';
import { type Misprint, misprints, planted } from './planted.ts';
import { dayOf, type WallMs, wallMsOf } from './working-hours.ts';

/** The histories with the sample's misprints, and with the dossiers that vanish. */
export function plantOddities(histories: readonly DossierHistory[]): DossierHistory[] {
  const replaced = new Map<DossierHistory, DossierHistory>();
  for (const misprint of misprints) {
    const history = misprintedOf(histories, misprint);
    replaced.set(history, { ...history, versions: misprintedVersions(history.versions, misprint) });
  }
  const vanishesAt = wallMsOf(planted.vanishing.on);
  for (const history of vanishingOf(histories, vanishesAt)) replaced.set(history, { ...history, vanishesAt });
  return histories.map((history) => replaced.get(history) ?? history);
}

function misprintedOf(histories: readonly DossierHistory[], { unitId, month, position }: Misprint): DossierHistory {
  const candidates = histories.filter(({ unit, receivedAt, versions }) => {
    const isOfUnitAndMonth = unit.unitId === unitId && dayOf(receivedAt).startsWith(month);
    return isOfUnitAndMonth && versions[0]?.state.status !== '3';
  });
  const history = candidates[position];
  if (history === undefined) throw new RangeError(`${unitId} has no dossier ${position} in ${month} to misprint.`);
  return history;
}

/** The misprint stands in every version until it is corrected; the correction is an entry of its own. */
function misprintedVersions(
  versions: readonly DossierVersion[],
  { heading, text, correctedOn }: Misprint,
): DossierVersion[] {
  const misprint = { heading, text };
  const correctedAt = correctedOn === null ? Number.POSITIVE_INFINITY : wallMsOf(correctedOn, 9);
  const wrong = versions.filter(({ from }) => from < correctedAt).map((version) => ({ ...version, misprint }));
  const last = wrong.at(-1);
  const corrected = last !== undefined && correctedOn !== null ? [{ ...last, from: correctedAt, misprint: null }] : [];
  return [...wrong, ...corrected, ...versions.filter(({ from }) => from >= correctedAt)];
}

function vanishingOf(histories: readonly DossierHistory[], vanishesAt: WallMs): DossierHistory[] {
  const { unitId, count } = planted.vanishing;
  const overdue = histories.filter((history) => {
    const state = versionBefore(history, vanishesAt)?.state;
    const isOpen = state?.status === '2' || state?.status === '4';
    return history.unit.unitId === unitId && isOpen && state.dueAt !== null && state.dueAt < vanishesAt;
  });
  return overdue.slice(0, count);
}
