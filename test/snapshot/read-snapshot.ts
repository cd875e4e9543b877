import { Readable } from 'node:stream';
import { DigestedFile } from '../../functions/ingest-snapshot/digested-file.ts';
import { readFile } from '../../functions/ingest-snapshot/read-file.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { SnapshotComparison } from '../../shared/snapshot/compare-snapshot.ts';
import type { Rejection } from '../../shared/snapshot/read-row.ts';
import type { QuarantineReason, RowCounts } from '../../shared/snapshot/receipt.ts';
import { rowContextOf } from '../../shared/snapshot/row-context.ts';
import type { SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { type Source, sourceSchema } from '../../shared/source/source.ts';

/** A portal as it describes itself in `sources.json`, with Vietnamese headings. */
export const portal: Source = sourceSchema.parse({
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: {
    dossierCode: 'Mã hồ sơ',
    unitCode: 'Đơn vị xử lý',
    procedureName: 'Tên thủ tục',
    receivedAt: 'Ngày tiếp nhận',
    dueAt: 'Ngày hẹn trả',
    completedAt: 'Ngày kết thúc xử lý',
    status: 'Trạng thái',
  },
  dateFormats: ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'dd/MM/yyyy', 'yyyyMMddHHmmss'],
  statuses: { '1': 'not-counted', '4': 'open', '9': 'completed' },
});

const unitCodes = [
  { sourceId: 'portal', code: 'SXD', unitId: 'so-xay-dung', validFrom: '2020-01-01', validTo: null },
  { sourceId: 'portal', code: 'Sở Tư pháp', unitId: 'so-tu-phap', validFrom: '2020-01-01', validTo: null },
];

/** What came of a file, as ingest reads it. */
export interface ReadSnapshot {
  readonly dossiers: readonly Dossier[];
  readonly rejections: readonly Rejection[];
  readonly counts: RowCounts;
  readonly quarantine: QuarantineReason | null;
  readonly objectDigest: string;
  readonly state: State;
}

export interface ReadOptions {
  readonly source?: Source;
  /** The state of the day before. */
  readonly prior?: State;
  /** How the bytes come in pieces. */
  readonly chunkBytes?: number;
}

/** @param name how the file is named, such as `ndjson.gz` */
export async function readSnapshot(bytes: Buffer, name: string, options: ReadOptions = {}): Promise<ReadSnapshot> {
  const { source = portal, prior, chunkBytes = 65_536 } = options;
  const dossiers: Dossier[] = [];
  const rejections: Rejection[] = [];
  const day = prior === undefined ? '2020-06-29' : '2020-06-30';
  const comparison = new SnapshotComparison(
    {
      prior: prior ?? emptyState({ sourceId: 'portal', day, inputsDigest: '' }),
      replaced: null,
      head: { sourceId: 'portal', day },
      contextDigest: '',
      context: rowContextOf(source, unitCodes, day),
      readsEveryRow: false,
      snapshotDayMs: Date.parse(`${day}T00:00:00+07:00`),
      hasMoved: () => false,
      dropsEnded: false,
      volatileFields: new Set(),
      digestInputs: (header) => header.text,
    },
    {
      dossier: (dossier) => dossiers.push(dossier),
      rejected: (rejection) => rejections.push(rejection),
      missing: () => {},
    },
  );
  const [format, gz] = name.split('.');
  const file = new DigestedFile(Readable.from(pieces(bytes, chunkBytes)));
  const quarantine = await readFile(
    file,
    { format: format as SnapshotName['format'], isGzip: gz === 'gz' },
    source,
    comparison,
  );
  return { dossiers, rejections, ...comparison.finish(), quarantine, objectDigest: await file.digest() };
}

function* pieces(bytes: Buffer, length: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
