import type { Defect, Dialect, ModelRow } from './fuzz-case.ts';
import type { PlantedLine } from './planted-line.ts';
import { headingCells, writeField } from './write-lines.ts';

/** A row that must be read as it stands, and the number of its first line. */
export interface IntactRow {
  readonly row: ModelRow;
  readonly line: number;
}

/** A file's bytes, and what is known of them. */
export interface WrittenFile {
  readonly bytes: Buffer;
  /** How its name ends. */
  readonly suffix: string;
  readonly intact: readonly IntactRow[];
  /** Nothing was done to it but that rows were written into texts. */
  readonly forges: boolean;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Writes a heading and lines as bytes, and plants what is done to bytes. */
export function encodeLines(lines: readonly PlantedLine[], dialect: Dialect, defects: readonly Defect[]): WrittenFile {
  const pieces = lines.map(({ text, end, intact }) => ({ bytes: encode(text + end, dialect), intact }));
  for (const defect of defects) plantIntoBytes(pieces, dialect, defect);
  const start = encode((dialect.hasByteOrderMark ? BYTE_ORDER_MARK : '') + headingOf(dialect), dialect);
  const intact: IntactRow[] = [];
  let line = 1 + lineFeedsIn(start, dialect);
  for (const piece of pieces) {
    if (piece.intact !== null) intact.push({ row: piece.intact, line });
    line += lineFeedsIn(piece.bytes, dialect);
  }
  return {
    bytes: Buffer.concat([start, ...pieces.map(({ bytes }) => bytes)]),
    suffix: dialect.format,
    intact,
    forges: forgesOnly(defects),
  };
}

export function forgesOnly(defects: readonly Defect[]): boolean {
  return defects.every(({ kind }) => kind === 'row-inside-text');
}

function headingOf(dialect: Dialect): string {
  if (dialect.format === 'ndjson') return '';
  const cells = headingCells(dialect).map((heading) => writeField(heading, dialect));
  return cells.join(dialect.delimiter) + dialect.lineEnd;
}

interface Piece {
  bytes: Buffer;
  intact: ModelRow | null;
}

function plantIntoBytes(pieces: Piece[], { encoding }: Dialect, { kind, at: place, where, value }: Defect): void {
  const at = place % Math.max(1, pieces.length);
  const piece = pieces[at];
  if (piece === undefined || piece.bytes.length === 0) return;
  const edited = editBytes(piece.bytes, kind, where, value);
  if (edited === null) return;
  const isAligned = !encoding.startsWith('utf-16') || edited.length % 2 === 0;
  const endsAsBefore = edited.subarray(-2).equals(piece.bytes.subarray(-2));
  pieces[at] = { bytes: edited, intact: null };
  const next = pieces[at + 1];
  // Without its line end the line runs into the next one; in UTF-16 a byte more or less spoils all that follow.
  if (next !== undefined && !endsAsBefore) next.intact = null;
  if (!isAligned) for (const later of pieces.slice(at + 1)) later.intact = null;
}

function editBytes(bytes: Buffer, kind: Defect['kind'], where: number, value: number): Buffer | null {
  const at = where % bytes.length;
  if (kind === 'flip-byte') {
    const edited = Buffer.from(bytes);
    edited[at] = (edited[at] ?? 0) ^ (1 << (value % 8));
    return edited;
  }
  const inserted = [0, 0x0a, 0x0d, 0x22, 0x2c, 0x3b, 0xff, value][value % 8] ?? 0;
  if (kind === 'insert-byte')
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([inserted]), bytes.subarray(at)]);
  if (kind === 'delete-byte') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  return null;
}

function lineFeedsIn(bytes: Buffer, { encoding }: Dialect): number {
  const text = encoding.startsWith('utf-16') ? new TextDecoder(encoding).decode(bytes) : bytes.toString('latin1');
  return text.split('\n').length - 1;
}

function encode(text: string, { encoding }: Dialect): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    default:
      return encodeWindows1258(text);
  }
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/;
const decoded = new TextDecoder('windows-1258').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const bytesByCharacter = new Map([...decoded].map((character, byte) => [character, byte]));

/** Windows-1258 writes a letter's tone after it, as a character of its own. */
function encodeWindows1258(text: string): Buffer {
  const characters = [...text].flatMap((character) => {
    if (bytesByCharacter.has(character)) return [character];
    const parts = [...character.normalize('NFD')];
    const letter = parts
      .filter((part) => !tones.test(part))
      .join('')
      .normalize('NFC');
    return [letter, ...parts.filter((part) => tones.test(part))];
  });
  return Buffer.from(characters.map((character) => bytesByCharacter.get(character) ?? 0x3f));
}
