import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { NamedGround } from '../../shared/ledger/verify-grounds.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/**
 * SHA-256 of what an object holds, of a canonical copy unpacked; null where there is none, or it cannot be unpacked. A key
 * elsewhere than where grounds are kept was written by hand: verification may read nothing there, and need not.
 */
export async function digestObject({ key, kind }: NamedGround, bucket: Bucket): Promise<string | null> {
  if (!key.startsWith(kind === 'canonical' ? 'canonical/' : 'evidence/')) return null;
  const stream = await openUnlessMissing(key, bucket);
  if (stream === null) return null;
  const digest = createHash('sha256');
  try {
    if (kind === 'canonical') await pipeline(stream, createGunzip(), digest);
    else await pipeline(stream, digest);
    return digest.digest('hex');
  } catch (error) {
    if (isGzipError(error)) return null;
    throw error;
  }
}

/** The object's bytes, or null where there is no such object. */
export async function readUnlessMissing(key: string, bucket: Bucket): Promise<Buffer | null> {
  try {
    return await bucket.read(key);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function openUnlessMissing(key: string, bucket: Bucket): Promise<Readable | null> {
  try {
    return await bucket.stream(key);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'OBJECT_MISSING';
}

function isGzipError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}
