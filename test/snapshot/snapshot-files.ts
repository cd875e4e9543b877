import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { codeTable } from '../../shared/snapshot/code-table.ts';
import { SnapshotComparison } from '../../shared/snapshot/compare-snapshot.ts';
import type { MissingCause, MissingEntry } from '../../shared/snapshot/comparison.ts';
import { CsvFormat } from '../../shared/snapshot/csv-format.ts';
import { dateReader } from '../../shared/snapshot/read-date.ts';
import type { Rejection, RowContext } from '../../shared/snapshot/read-row.ts';
import { RowCutter } from '../../shared/snapshot/row-cutter.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { encodeState, readState } from '../../shared/snapshot/state-file.ts';
import { type Source, sourceSchema } from '../../shared/source/source.ts';

/** A small source: six columns, Vietnamese time, two units. */
export const source: Source = sourceSchema.parse({
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: {
    dossierCode: 'code',
    unitCode: 'unit',
    receivedAt: 'received',
    dueAt: 'due',
    completedAt: 'completed',
    status: 'status',
  },
  dateFormats: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'],
  statuses: { new: 'not-counted', open: 'open', paused: 'paused', returned: 'returned', done: 'completed' },
});

export const HEADER = 'code,unit,received,due,completed,status';
const units = new Map([
  ['U1', 'so-xay-dung'],
  ['U2', 'ubnd-long-xuyen'],
]);

export const context: RowContext = {
  source,
  readDate: dateReader(source.dateFormats, new ZoneOffsets(source.timeZone), false),
  statusClassOf: codeTable(Object.entries(source.statuses)),
  channelOf: codeTable([]),
  isAwaiting: codeTable([]),
  unitOf: codeTable(units),
  windowFromMs: Number.NEGATIVE_INFINITY,
  endMs: Number.POSITIVE_INFINITY,
};

/** What a comparison told. */
export interface Compared {
  readonly state: State;
  readonly counts: ReturnType<SnapshotComparison['finish']>['counts'];
  readonly dossiers: { dossier: Dossier; isChanged: boolean }[];
  readonly rejections: Rejection[];
  readonly missing: { entry: MissingEntry; why: MissingCause; isNew: boolean }[];
  readonly quarantine: string | null;
  readonly quarantineMessage: string | null;
}

export interface CompareOptions {
  readonly prior?: State;
  readonly day?: string;
  readonly readsEveryRow?: boolean;
  /** How the bytes are cut into chunks. */
  readonly chunkBytes?: number;
  readonly hasMoved?: (unitId: string) => boolean;
  readonly dropsEnded?: boolean;
}

/** Compares a file's text with a state, as ingest does, without writing anything. */
export async function compare(text: string | Buffer, options: CompareOptions = {}): Promise<Compared> {
  const day = options.day ?? '2020-06-01';
  const told: Pick<Compared, 'dossiers' | 'rejections' | 'missing'> = { dossiers: [], rejections: [], missing: [] };
  const comparison = new SnapshotComparison(
    {
      // A comparison uses its prior state up: each gets one of its own, as a function reads it anew.
      prior: options.prior ? await copyOf(options.prior) : emptyState({ sourceId: 'portal', day, inputsDigest: '' }),
      replaced: null,
      head: { sourceId: 'portal', day },
      contextDigest: 'context',
      context,
      readsEveryRow: options.readsEveryRow ?? false,
      snapshotDayMs: Date.parse(`${day}T00:00:00+07:00`),
      hasMoved: options.hasMoved ?? (() => false),
      dropsEnded: options.dropsEnded ?? false,
      volatileFields: new Set(),
      digestInputs: (header, contextDigest) => `${header.text} ${contextDigest}`,
    },
    {
      dossier: (dossier, _before, isChanged) => told.dossiers.push({ dossier, isChanged }),
      rejected: (rejection) => told.rejections.push(rejection),
      missing: (entry, why, isNew) => told.missing.push({ entry, why, isNew }),
    },
  );
  const reader = new RowCutter(new CsvFormat(source), comparison, options.chunkBytes);
  const bytes = Buffer.from(text);
  const chunkBytes = options.chunkBytes ?? bytes.length;
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
  reader.end();
  return {
    ...told,
    ...comparison.finish(),
    quarantine: reader.quarantine?.code ?? null,
    quarantineMessage: reader.quarantine?.message ?? null,
  };
}

/** The state as it comes back from its object. */
export async function copyOf(state: State): Promise<State> {
  return (await readState(encodeState(state).stream())).state;
}

/** The bytes of a state's object. */
export async function bytesOf(state: State): Promise<Buffer> {
  return Buffer.concat(await encodeState(state).stream().toArray());
}
