import * as z from 'zod';
import { storedDossierSchema } from '../../shared/dossier/dossier.ts';
import { findingSchema } from '../../shared/finding/finding.ts';
import { policySchema } from '../../shared/policy/policy.ts';
import { receiptSchema } from '../../shared/snapshot/receipt.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { unitSchema } from '../../shared/unit/unit.ts';

/* What zod answers, printed as JSON. Runs bundled as the functions are, and as zod comes: both must print the same. */
const schemas = {
  storedDossierSchema,
  findingSchema,
  policySchema,
  receiptSchema,
  sourceSchema,
  unitSchema,
  text: z.string().min(2).max(4).trim(),
  matched: z.string().regex(/^a/, 'must begin with a').optional(),
  whole: z.int().positive().nullable().default(7),
  part: z.number().gte(0.5).lt(9),
  mail: z.email(),
  address: z.url(),
  instant: z.iso.datetime(),
  day: z.iso.date().transform((day) => `${day}!`),
  time: z.iso.time({ precision: -1 }),
  choice: z.enum(['a', 'b']),
  either: z.union([z.literal('x'), z.boolean(), z.null(), z.array(z.string()).min(1)]),
  strict: z.strictObject({ a: z.string(), b: z.int().optional() }),
  byKey: z.record(z.string(), z.number()),
  partly: z.partialRecord(z.enum(['a', 'b']), z.string()).refine((record) => record.a !== 'no', { message: 'not a' }),
  pair: z.tuple([z.string(), z.int()]),
  changed: unitSchema.pick({ unitId: true, name: true }).extend({ more: z.unknown() }).partial(),
};
const unit = { unitId: 'u', name: 'U', tier: 'commune', kind: 'locality', parentUnitId: null, headName: null };
const contacts = {
  headEmail: 'a@b.vn',
  deputyEmails: [],
  ccEmails: ['no mail'],
  validFrom: '2026-07-01',
  validTo: null,
};
const inputs = [
  undefined,
  null,
  '',
  'a',
  'abc',
  ' abcde ',
  'x',
  0,
  1,
  2.5,
  -3,
  Number.NaN,
  true,
  [],
  ['a'],
  ['a', 1],
  {},
]
  .concat(['a@b.vn', 'https://a.vn', '2026-07-01', '2026-02-30', '2026-07-01T01:02:03Z', '08:30', '25:00'])
  .concat([{ a: 'a' }, { a: 'no' }, { a: 'a', b: 1, c: 2 }, { a: 1 }, { ...unit, ...contacts }])
  .concat([{ outcome: 'accepted' }, { outcome: 'quarantined', reasons: [] }, { policyId: 'p', rule: 'none' }]);

const answers = Object.entries(schemas).flatMap(([name, schema]) =>
  inputs.map((input) => {
    const { success, data, error } = schema.safeParse(input);
    return success ? [name, data] : [name, error.name, error.issues, z.prettifyError(error)];
  }),
);
const { parse, nullable } = schemas.text;
const apart = [
  parse('abc'),
  nullable().parse(null),
  schemas.text.minLength,
  Object.keys(schemas.strict),
  schemas.choice.options,
];
const thrown: string[] = [];
try {
  schemas.strict.parse({ a: 1, z: 1 });
} catch (error) {
  if (error instanceof z.ZodError) thrown.push(error.message, String(schemas.text instanceof z.ZodString));
}
console.log(JSON.stringify({ answers, apart, thrown }, null, 1));
