import type { QuarantineReason } from './receipt.ts';
import type { SnapshotFormat } from './snapshot-name.ts';

const beginsWith = (head: Buffer, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
const isZip = (head: Buffer) => beginsWith(head, 0x50, 0x4b, 0x03, 0x04);
const isGzip = (head: Buffer) => beginsWith(head, 0x1f, 0x8b);
/** The container of .xls, and of workbooks with a password. */
const isCompoundFile = (head: Buffer) => beginsWith(head, 0xd0, 0xcf, 0x11, 0xe0);

/** Why a file is not what its name says, by its first bytes; null where nothing speaks against it. */
export function contradictionIn(head: Buffer, format: SnapshotFormat): QuarantineReason | null {
  if (head.length === 0) return { code: 'empty', message: 'The file is empty.' };
  if (isGzip(head)) return { code: 'wrong-schema', message: `The file is gzip: name it .${format}.gz.` };
  if (format === 'xlsx') return isZip(head) ? null : noWorkbook(head);
  if (!isZip(head) && !isCompoundFile(head)) return null;
  return {
    code: 'wrong-schema',
    message: `The file is a workbook or an archive, not .${format}: name it as what it is.`,
  };
}

function noWorkbook(head: Buffer): QuarantineReason {
  if (isCompoundFile(head)) {
    const message =
      'The file is an old workbook (.xls), or one with a password. Save it as an Excel workbook (.xlsx) without a password.';
    return { code: 'unreadable-workbook', message };
  }
  if (head.toString('utf8').replace('\uFEFF', '').trimStart().startsWith('<')) {
    return {
      code: 'html',
      message: 'The file is a web page or XML, not a workbook: save it as an Excel workbook (.xlsx).',
    };
  }
  return { code: 'unreadable-workbook', message: 'The file is no .xlsx workbook: perhaps text with another name.' };
}
