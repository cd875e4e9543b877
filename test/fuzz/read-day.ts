import { Readable } from 'node:stream';
import { readFile } from '../../functions/ingest-snapshot/read-file.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { SnapshotComparison } from '../../shared/snapshot/compare-snapshot.ts';
import type { MissingCause } from '../../shared/snapshot/comparison.ts';
import type { Rejection } from '../../shared/snapshot/read-row.ts';
import type { RowCounts } from '../../shared/snapshot/receipt.ts';
import { rowContextOf } from '../../shared/snapshot/row-context.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState } from '../../shared/snapshot/state.ts';
import { readState } from '../../shared/snapshot/state-file.ts';
import { type Source, sourceSchema } from '../../shared/source/source.ts';
import { bytesOf } from '../snapshot/snapshot-files.ts';
import type { WrittenFile } from './encode-lines.ts';
import type { Dialect } from './fuzz-case.ts';
import { headings, unitCodes, unitIds } from './model-row.ts';

const source = sourceSchema.parse({
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: headings,
  dateFormats: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'],
  statuses: { '1': 'not-counted', '4': 'open', '10': 'completed' },
});
const codes = unitCodes.map((code, at) => ({
  sourceId: 'portal',
  code,
  unitId: unitIds[at] ?? '',
  validFrom: '2020-01-01',
  validTo: null,
}));

const days = ['2020-06-28', '2020-06-29', '2020-06-30'] as const;
const contexts = days.map((day) => rowContextOf(source, codes, day));

/** All that comes of a file, so that two readings of it can be compared. */
export interface ReadDay {
  readonly counts: RowCounts;
  readonly quarantine: string | null;
  readonly rejections: readonly Rejection[];
  /** Every dossier that was read: on the careful way all of them. */
  readonly dossiers: readonly Dossier[];
  readonly changedCodes: readonly string[];
  readonly missing: readonly { readonly code: string | null; readonly why: MissingCause; readonly isNew: boolean }[];
  readonly stateBytes: Buffer;
}

export interface Reading {
  /** Counted from 0. */
  readonly day: number;
  /** The state of the day before, as it is stored; null: there is none. */
  readonly prior: Buffer | null;
  readonly readsEveryRow: boolean;
  readonly chunkBytes: number;
}

export async function readDay({ bytes, suffix }: WrittenFile, dialect: Dialect, reading: Reading): Promise<ReadDay> {
  const dossiers: Dossier[] = [];
  const changedCodes: string[] = [];
  const rejections: Rejection[] = [];
  const missing: ReadDay['missing'][number][] = [];
  const day = days[reading.day];
  const context = contexts[reading.day];
  if (context === undefined || day === undefined) throw new Error('There is no context of that day.');
  const comparison = new SnapshotComparison(
    {
      prior:
        reading.prior === null
          ? emptyState({ sourceId: 'portal', day, inputsDigest: '' })
          : (await readState(Readable.from([reading.prior]))).state,
      replaced: null,
      head: { sourceId: 'portal', day },
      contextDigest: '',
      context,
      readsEveryRow: reading.readsEveryRow,
      snapshotDayMs: Date.parse(`${day}T00:00:00+07:00`),
      hasMoved: () => false,
      dropsEnded: false,
      volatileFields: new Set(),
      digestInputs: ({ delimiter, text }) => `${delimiter} ${text}`,
    },
    {
      dossier: (dossier, _before, isToBeWritten) => {
        dossiers.push(dossier);
        if (isToBeWritten) changedCodes.push(dossier.dossierCode);
      },
      rejected: (rejection) => rejections.push(rejection),
      missing: ({ dossierCode: code }, why, isNew) => missing.push({ code, why, isNew }),
    },
  );
  const name = parseSnapshotName(`snapshots/portal/${day}.${suffix}`);
  const reason = await readFile(
    pieces(bytes, reading.chunkBytes),
    name,
    sourceOf(dialect),
    comparison,
    reading.chunkBytes,
  );
  const { state, counts } = comparison.finish();
  const stateBytes = await bytesOf(state);
  state.remove();
  return { counts, quarantine: reason?.code ?? null, rejections, dossiers, changedCodes, missing, stateBytes };
}

function sourceOf({ encoding }: Dialect): Source {
  const declared = encoding === 'windows-1258' ? encoding : 'auto';
  return { ...source, format: { ...source.format, encoding: declared } };
}

async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
