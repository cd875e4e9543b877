/** A workbook as it comes, out of its gzip: 2.5 million rows of twelve columns have about 200 MB. */
export const MAX_WORKBOOK_BYTES = 256 * 2 ** 20;

/** Exports shrink to a tenth or a twentieth; only what was made to burst shrinks to less than this. */
const MAX_UNPACKED_PER_PACKED_BYTE = 200;
/** What is small harms nobody, however it shrinks. */
const HARMLESS_BYTES = 64 * 2 ** 20;

/** Whether something unpacks to so much more than it is packed in that it is no export. */
export function isBurst(packedBytes: number, unpackedBytes: number): boolean {
  return unpackedBytes > Math.max(HARMLESS_BYTES, packedBytes * MAX_UNPACKED_PER_PACKED_BYTE);
}
