import { addDays, type Day } from '../../../../shared/calendar/day.ts';
import type { Arrival, Feed, FeedAction, FeedObject } from '../../feed.ts';
import type { DossierHistory } from './dossier-history.ts';
import { explainRise } from './explain-rise.ts';
import { type AssignmentOrder, extendAndReopen } from './extend-and-reopen.ts';
import { generateHistories } from './generate-histories.ts';
import { type HandedInReport, handInReports } from './hand-in-reports.ts';
import { listAssignments } from './list-assignments.ts';
import { listUnits } from './list-units.ts';
import { ownSystems } from './own-systems.ts';
import { planted } from './planted.ts';
import { portalDossiers, portalFormat } from './portal-export.ts';
import { assignmentsFile, type RegistryFile, registryFiles } from './registry-files.ts';
import { SnapshotExport } from './snapshot-export.ts';

const FIRST_DAY = '2020-01-01';
const UNTIL = '2020-10-02';
const DISPATCH_DAY = '2020-06-23';

/**
 * An Giang from January to September 2020: the real units and the real dispatch 664/UBND-TH; about 15,000 invented
 * dossiers, a 1:20 sample, from a seeded generator. Every call gives the same bytes.
 */
export function anGiang2020(): Feed {
  const units = listUnits();
  const histories = generateHistories();
  const sources = exportsOf(histories);
  const reports = handInReports(listAssignments(), UNTIL);
  const orders = [...reports.map(recordingOf), ...extendAndReopen(reports), explainRise()];
  return {
    name: 'an-giang-2020',
    provinceName: 'An Giang',
    timeZone: 'Asia/Ho_Chi_Minh',
    firstDay: FIRST_DAY,
    until: UNTIL,
    bouncingAddresses: new Set([planted.bouncingAddress]),
    setUp: () => registryFiles(units).map((file) => registryDrop(file, instantOf('2019-12-31', '08:00'))),
    arrivalsOn: (day) =>
      [
        ...sources.flatMap(([sourceId, source]) => snapshotsArrivingOn(day, sourceId, source)),
        ...(day === DISPATCH_DAY ? [registryDrop(assignmentsFile(), instantOf(day, '14:00'))] : []),
        ...orders.filter(({ on }) => on === day).map((order) => orderAction(order)),
      ].toSorted(byTime),
  };
}

function exportsOf(histories: readonly DossierHistory[]): [string, SnapshotExport][] {
  const own = ownSystems.map(({ source, unitId, format }): [string, SnapshotExport] => {
    const dossiers = histories.filter(({ unit }) => unit.unitId === unitId);
    const exported = dossiers.map((history) => ({ history, appearsAt: history.receivedAt }));
    return [source.sourceId, new SnapshotExport(exported, format)];
  });
  return [['cong-dvc', new SnapshotExport(portalDossiers(histories), portalFormat)], ...own];
}

/** The export of the day before, made at midnight; what came broken is sent again in the morning. */
function snapshotsArrivingOn(day: Day, sourceId: string, source: SnapshotExport): Arrival[] {
  const snapshotDay = addDays(day, -1);
  if (snapshotDay < FIRST_DAY || snapshotDay >= UNTIL) return [];
  const whole = source.bytesOf(snapshotDay);
  const key = `snapshots/${sourceId}/${snapshotDay}`;
  const arrival = (body: Buffer | string): FeedObject => objectAt(instantOf(day, '00:30'), `${key}.csv`, body);
  const again = objectAt(instantOf(day, '08:40'), `${key}.2.csv`, whole);
  if (sourceId !== 'cong-dvc') return [arrival(whole)];
  if (planted.missingDays.some((missing) => missing === snapshotDay)) return [];
  if (snapshotDay === planted.webPageDay) return [arrival(LOGIN_PAGE), again];
  if (snapshotDay === planted.truncatedDay) return [arrival(whole.subarray(0, whole.length * 0.6)), again];
  return [arrival(whole)];
}

function recordingOf(report: HandedInReport): AssignmentOrder {
  const event = { reason: 'Đã nhận báo cáo của đơn vị', ...report };
  return { on: report.receivedOn, functionName: 'record-report', event };
}

function orderAction({ on, functionName, event }: AssignmentOrder): FeedAction {
  return { kind: 'action', at: instantOf(on, '16:00'), functionName, event: { actor: 'van-phong-ubnd', ...event } };
}

function registryDrop({ name, text }: RegistryFile, instant: string): FeedObject {
  return objectAt(instant, `registry/${name}`, text);
}

function objectAt(instant: string, key: string, body: Buffer | string): FeedObject {
  return { kind: 'object', at: instant, key, body };
}

/** The instant of a wall-clock time of the province, whose zone knows no daylight saving. */
function instantOf(day: Day, time: string): string {
  return new Date(`${day}T${time}:00+07:00`).toISOString();
}

function byTime(one: Arrival, other: Arrival): number {
  return Date.parse(one.at) - Date.parse(other.at);
}

const LOGIN_PAGE = `<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>Đăng nhập</title></head>
<body><p>Phiên làm việc đã hết hạn. Vui lòng đăng nhập lại.</p></body>
</html>
`;
