import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toCanonicalDossier } from '../../functions/ingest-snapshot/canonical-copy.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const instantMs = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
const dossier: fc.Arbitrary<Dossier> = fc.record({
  dossierCode: text,
  unitId: text,
  procedureCode: fc.option(text),
  procedureName: fc.option(text),
  channel: fc.option(fc.constantFrom('direct', 'online', 'post', 'other')),
  receivedAtMs: instantMs,
  dueAtMs: fc.option(instantMs),
  completedAtMs: fc.option(instantMs),
  returnedAtMs: fc.option(instantMs),
  status: text,
  statusClass: fc.constantFrom('open', 'paused', 'returned', 'completed'),
  flags: fc.subarray(['due-before-received', 'completed-before-received']),
});
const standing = fc.record({
  unitId: text,
  dueAtMs: fc.oneof(instantMs, fc.constant(Number.NaN)),
  completedAtMs: fc.oneof(instantMs, fc.constant(Number.NaN)),
  statusClass: fc.constantFrom('open', 'not-counted'),
});

test('a dossier of the canonical copy is canonical JSON as it is written, whatever its texts hold', () => {
  fc.assert(
    fc.property(dossier, fc.option(standing), (one, lastSeen) => {
      const line = toCanonicalDossier(one, lastSeen);
      expect(JSON.stringify(line)).toBe(canonicalJson(line));
    }),
    { numRuns: 500 },
  );
});

test('instants are written as Date writes them', () => {
  fc.assert(
    fc.property(dossier, (one) => {
      const line = toCanonicalDossier(one, null);
      const receivedAt = line.kind === 'dossier' ? line.dossier.receivedAt : null;
      expect(receivedAt).toBe(new Date(one.receivedAtMs).toISOString());
    }),
  );
});
