import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of bytes or UTF-8 text, as 64 lower-case hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of the canonical JSON of plain data: the name by which evaluations and ledger entries are proven. */
export function digestOf(data: unknown): string {
  return sha256(canonicalJson(data));
}
