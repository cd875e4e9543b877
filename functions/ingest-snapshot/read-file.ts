import { ScratchFile } from '../../shared/runtime/scratch-file.ts';
import { CsvFormat } from '../../shared/snapshot/csv-format.ts';
import { toUtf8 } from '../../shared/snapshot/decode-stream.ts';
import { MAX_WORKBOOK_BYTES } from '../../shared/snapshot/file-limits.ts';
import { NdjsonFormat } from '../../shared/snapshot/ndjson-format.ts';
import type { QuarantineReason } from '../../shared/snapshot/receipt.ts';
import { contradictionIn } from '../../shared/snapshot/recognise-content.ts';
import { RefusedFile } from '../../shared/snapshot/refused-file.ts';
import { type LineFormat, RowCutter, type RowTaker } from '../../shared/snapshot/row-cutter.ts';
import type { SnapshotFormat, SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import type { Source } from '../../shared/source/source.ts';
import { unzipped } from './unzip.ts';

type Named = Pick<SnapshotName, 'format' | 'isGzip'>;

/**
 * Reads the rows of a file, whatever its format. A file that cannot be read is put aside, that is no error: what comes
 * back says why, null where all went well.
 *
 * @param gatheredAtOnce so many bytes are gathered before rows are cut: what comes of it is always the same
 */
export async function readFile(
  file: AsyncIterable<Buffer>,
  name: Named,
  source: Source,
  taker: RowTaker,
  gatheredAtOnce?: number,
): Promise<QuarantineReason | null> {
  return readRows(name.isGzip ? unzipped(file) : file, name, source, taker, gatheredAtOnce);
}

async function readRows(
  chunks: AsyncIterable<Buffer>,
  { format }: Named,
  source: Source,
  taker: RowTaker,
  gatheredAtOnce?: number,
): Promise<QuarantineReason | null> {
  try {
    const checked = withoutContradiction(chunks, format);
    if (format === 'xlsx') return await readWorkbook(checked, source, taker);
    const utf8 = toUtf8(checked, source.format.encoding);
    const cutterOf = (lines: LineFormat) => new RowCutter(lines, taker, gatheredAtOnce);
    if (format === 'csv') return (await cutLines(utf8, cutterOf(new CsvFormat(source)))).quarantine;
    const ndjson = new NdjsonFormat(source);
    const { quarantine, hasKnownRows } = await cutLines(utf8, cutterOf(ndjson));
    return quarantine ?? ndjson.problem(hasKnownRows ? taker.knownDates : null);
  } catch (error) {
    if (error instanceof RefusedFile) return error.reason;
    throw error;
  }
}

async function cutLines(utf8: AsyncIterable<Buffer>, cutter: RowCutter): Promise<RowCutter> {
  for await (const chunk of utf8) {
    cutter.push(chunk);
    if (cutter.quarantine !== null) return cutter;
  }
  cutter.end();
  return cutter;
}

/** A workbook's table of contents stands at its end: it is put on disk before it is read. */
async function readWorkbook(chunks: AsyncIterable<Buffer>, source: Source, taker: RowTaker): Promise<null> {
  const workbook = new ScratchFile();
  try {
    for await (const chunk of chunks) {
      if (workbook.length + chunk.length > MAX_WORKBOOK_BYTES) throw tooLarge();
      workbook.append(chunk);
    }
    const { readXlsx } = await import('../../shared/snapshot/xlsx-reader.ts');
    await readXlsx(workbook, source, taker);
    return null;
  } finally {
    workbook.remove();
  }
}

function tooLarge(): RefusedFile {
  const message = `The workbook has more than ${MAX_WORKBOOK_BYTES} bytes. Export it as CSV, or as several sources.`;
  return new RefusedFile({ code: 'too-large', message });
}

/** So much of a file's beginning shows what it is; it may come in pieces. */
const HEAD_BYTES = 512;

async function* withoutContradiction(chunks: AsyncIterable<Buffer>, format: SnapshotFormat): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    yield checkedHead(head, format);
    head = null;
  }
  if (head !== null) yield checkedHead(head, format);
}

function checkedHead(head: Buffer, format: SnapshotFormat): Buffer {
  const contradiction = contradictionIn(head, format);
  if (contradiction !== null) throw new RefusedFile(contradiction);
  return head;
}
