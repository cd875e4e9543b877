import { type Source, sourceSchema } from '../../../shared/source/source.ts';
import type { Unit, UnitCode, UnitSource } from '../../../shared/unit/unit.ts';
import { unitCodes } from './snapshot-row.ts';

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
/** The days of the two snapshots; each is cut off at 23:00, after the last change of its day. */
export const snapshotDays = { 1: '2026-11-21', 2: '2026-11-22' } as const;

/**
 * The yardstick's portal as `sources.json` describes it. The applicant's type, the stamp `updated_at` and the fee are in
 * no stored field: a row that differs in these alone is no change of its dossier.
 */
export const yardstickSource: Source = sourceSchema.parse({
  sourceId: 'yardstick',
  name: 'Cổng dịch vụ công (dữ liệu đo tốc độ)',
  ownerUnitId: '000.00.01.H01',
  timeZone: TIME_ZONE,
  rhythm: 'daily',
  format: { delimiter: ',' },
  columns: {
    dossierCode: 'dossier_code',
    unitCode: 'unit_code',
    procedureCode: 'procedure_code',
    procedureName: 'procedure_name',
    channel: 'channel',
    receivedAt: 'received_at',
    dueAt: 'due_at',
    completedAt: 'resolved_at',
    status: 'status',
  },
  dateFormats: ['yyyy-MM-dd HH:mm:ss'],
  statuses: {
    RECEIVED: 'open',
    PROCESSING: 'open',
    SUPPLEMENT: 'paused',
    WAITING_FEE: 'paused',
    RESOLVED: 'completed',
    CANCELLED: 'returned',
  },
  channels: { online: 'online', direct: 'direct' },
});

const always = { validFrom: '2020-01-01', validTo: null };

/** A unit is known by its code here. */
export const yardstickUnitCodes: readonly UnitCode[] = unitCodes.map((code) => ({
  sourceId: yardstickSource.sourceId,
  code,
  unitId: code,
  ...always,
}));

export const yardstickUnitSources: readonly UnitSource[] = unitCodes.map((unitId) => ({
  unitId,
  sourceId: yardstickSource.sourceId,
  ...always,
}));

/** Departments `000.00.*` are of the province's tier, all others of the district's. */
export const yardstickUnits: readonly Unit[] = unitCodes.map((unitId) => ({
  unitId,
  name: `Đơn vị ${unitId}`,
  tier: unitId.startsWith('000.00.') ? 'province' : 'district',
  kind: 'other',
  parentUnitId: null,
  headName: null,
  headEmail: null,
  deputyEmails: [],
  ccEmails: [],
  ...always,
}));
