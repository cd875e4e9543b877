import { DAY_MS, type Day } from '../../../../shared/calendar/day.ts';
import { type DossierHistory, versionBefore } from './dossier-history.ts';
import { enteredIntoPortalAt, ownSystems } from './own-systems.ts';
import { planted } from './planted.ts';
import type { ExportedDossier, ExportFormat } from './snapshot-export.ts';
import { type WallMs, wallMsOf } from './working-hours.ts';

/** The columns of the national exchange. The applicant's (ChuHoSo, DienThoai and so on) were left out before upload. */
const headings = [
  'MaHoSo',
  'MaTTHC',
  'TenTTHC',
  'MaLinhVuc',
  'TenLinhVuc',
  'DonViXuLy',
  'KenhThucHien',
  'NgayNopHoSo',
  'NgayTiepNhan',
  'NgayHenTra',
  'NgayKetThucXuLy',
  'NgayTra',
  'TrangThaiHoSo',
] as const;

export const portalFormat: ExportFormat = {
  headings,
  delimiter: ',',
  lineEnd: '\n',
  hasByteOrderMark: false,
  cellsOf: (history, { state, misprint, handledBy }) => {
    const { procedure, unit } = history;
    const cells: Record<string, string> = {
      MaHoSo: history.dossierCode,
      MaTTHC: procedure?.code ?? '',
      TenTTHC: procedure?.name ?? '',
      MaLinhVuc: procedure?.fieldCode ?? '',
      TenLinhVuc: procedure?.fieldName ?? '',
      DonViXuLy: (handledBy ?? unit).code,
      KenhThucHien: history.channel,
      NgayNopHoSo: portalDate(history.submittedAt),
      // What is not accepted is not received either.
      NgayTiepNhan: state.status === '3' ? '' : portalDate(history.receivedAt),
      NgayHenTra: portalDate(state.dueAt),
      NgayKetThucXuLy: portalDate(state.completedAt),
      NgayTra: portalDate(state.returnedAt),
      TrangThaiHoSo: state.status,
    };
    if (misprint !== null) cells[misprint.heading] = misprint.text;
    return headings.map((heading) => cells[heading] ?? '');
  },
};

/** yyyyMMddHHmmss */
function portalDate(moment: WallMs | null): string {
  return moment === null ? '' : new Date(moment).toISOString().replace(/\D/g, '').slice(0, 14);
}

/**
 * What the portal knows, and from when on. Of the departments with systems of their own it knows nothing until they
 * enter what was received or still open in 2020; a few dossiers they forget.
 */
export function portalDossiers(histories: readonly DossierHistory[]): ExportedDossier[] {
  const forgotten = forgottenDossiers(histories);
  const datedOtherwise = dossiersDatedOtherwise(histories);
  return histories.flatMap((history) => {
    const ownSystem = ownSystems.find(({ unitId }) => unitId === history.unit.unitId);
    if (ownSystem === undefined) return [{ history, appearsAt: history.receivedAt }];
    if (forgotten.has(history) || isEndedBefore(history, FIRST_DAY_ORDERED)) return [];
    const appearsAt = Math.max(enteredIntoPortalAt(ownSystem, history), history.receivedAt);
    return [{ history: datedOtherwise.has(history) ? withLaterDueDate(history) : history, appearsAt }];
  });
}

/** Dossiers whose due date was entered into the portal some days later than it stands in the unit's own system. */
function dossiersDatedOtherwise(histories: readonly DossierHistory[]): ReadonlySet<DossierHistory> {
  const { unitId, count } = planted.datedOtherwise;
  const ended = histories.filter(
    (history) =>
      history.unit.unitId === unitId &&
      history.receivedAt >= wallMsOf('2020-03-01') &&
      history.versions.every(({ state }) => state.dueAt !== null) &&
      isEndedBefore(history, '2020-06-01'),
  );
  return new Set(ended.slice(0, count));
}

function withLaterDueDate(history: DossierHistory): DossierHistory {
  const later = (dueAt: WallMs | null) => (dueAt === null ? null : dueAt + planted.datedOtherwise.daysLater * DAY_MS);
  const versions = history.versions.map(({ state, ...version }) => ({
    ...version,
    state: { ...state, dueAt: later(state.dueAt) },
  }));
  return { ...history, versions };
}

/** Dispatch 664, item 1a: data from 01/01/2020 on. */
const FIRST_DAY_ORDERED = '2020-01-01';

function forgottenDossiers(histories: readonly DossierHistory[]): ReadonlySet<DossierHistory> {
  const { unitId, count } = planted.forgottenInPortal;
  const resolved = histories.filter(
    (history) =>
      history.unit.unitId === unitId &&
      history.receivedAt >= wallMsOf('2020-02-01') &&
      isEndedBefore(history, '2020-06-01'),
  );
  return new Set(resolved.slice(0, count));
}

function isEndedBefore(history: DossierHistory, day: Day): boolean {
  const status = versionBefore(history, wallMsOf(day))?.state.status;
  return status === '7' || status === '9' || status === '10';
}
