import canonicalize from 'canonicalize';
import { DomainError } from './domain-error.ts';

/**
 * RFC 8785 canonical JSON: equal data give equal bytes, whatever the order of its keys.
 *
 * @throws DomainError `NOT_SERIALISABLE` for what JSON cannot hold (undefined, a function, NaN).
 */
export function canonicalJson(data: unknown): string {
  const text = canonicalize(data);
  if (text === undefined)
    throw new DomainError('NOT_SERIALISABLE', 'Canonical JSON was asked of a value that JSON cannot hold.');
  return text;
}
