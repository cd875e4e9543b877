import * as z from 'zod';
import { type Assignment, recurrences } from '../assignment/assignment.ts';
import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import type { Bound } from '../finding/bounds.ts';
import type { Band } from '../policy/band.ts';
import type { Policy } from '../policy/policy.ts';
import { problemOfAddress } from '../unit/mail-address.ts';
import type { Unit, UnitCode, UnitLineage, UnitSource } from '../unit/unit.ts';
import type { RegistryKind } from './registry-store.ts';

/** How the text of a cell becomes a value of its column. What the value may be is the row schema's to say. */
export type Cell = z.ZodType<unknown, string>;

/** Longer than any title; what is told of a unit must fit a message of a queue. */
const MOST_CHARACTERS = 2000;
const MOST_OF_A_NAME = 500;
/** Of deputies or copies of one unit: SES takes 50 recipients a mail. */
const MOST_ADDRESSES = 20;

const anyText = z.string().max(MOST_CHARACTERS, `must be of at most ${MOST_CHARACTERS} characters`);
const text = anyText.min(1, 'must not be blank');
const textOrBlank = anyText;
const textOrNull = textOr(null);
const name = text.max(MOST_OF_A_NAME, `must be of at most ${MOST_OF_A_NAME} characters`);
const list = z.string().transform((cell) =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day, yyyy-mm-dd');
const dayOrNull = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'must be a day, yyyy-mm-dd, or blank')
  .transform((cell) => (cell === '' ? null : cell));
const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

/** Columns that a file of units may leave out: what a unit wants otherwise than most. */
const optionalUnitColumns = ['deputiesCopied'] as const satisfies readonly (keyof Unit)[];

/** Columns that a file of policies may leave out: most provinces need none of them. */
const optionalPolicyColumns = [
  'rule',
  'approvalWorkingDays',
  'higherBands',
  'officeHours',
  'limitWorkingHours',
] as const satisfies readonly (keyof Policy)[];

const address = z.string().refine((text) => problemOfAddress(text) === null, {
  error: ({ input }) => (typeof input === 'string' ? problemOfAddress(input) : null),
});
const addressOrNull = z
  .string()
  .transform((cell) => (cell === '' ? null : cell))
  .pipe(address.nullable());
const addresses = list.pipe(
  z.array(address).max(MOST_ADDRESSES, `must be at most ${MOST_ADDRESSES} addresses: use one of a group`),
);

function textOr(whenBlank: string | null) {
  return anyText.transform((cell) => (cell === '' ? whenBlank : cell));
}

/** Digits only: `Number` alone would read a blank as 0 and `1e3` as a thousand. */
function wholeNumberOr(whenBlank: number | null | undefined): Cell {
  return z
    .string()
    .regex(/^\d*$/, 'must be a whole number or blank')
    .transform((cell) => (cell === '' ? whenBlank : Number(cell)));
}

function flagOr(whenBlank: boolean | undefined) {
  return z
    .string()
    .regex(/^(true|false|)$/, 'must be true, false or blank')
    .transform((cell) => (cell === '' ? whenBlank : cell === 'true'));
}

const bandList = z
  .string()
  .regex(/^(\d+\/\d+:\d+(\s*;\s*\d+\/\d+:\d+)*)?$/, 'must be bands such as 50/1000:100;100/1000:150, or blank')
  .transform((cell) => (cell === '' ? undefined : cell.split(';').map(bandOf)));

/** `50/1000:100`: above 5%, 100 hundredths of a point. */
function bandOf(text: string): Band {
  const [numerator = 0, denominator = 0, pointsHundredths = 0] = text.trim().split(/[/:]/).map(Number);
  return { numerator, denominator, pointsHundredths };
}

export type Columns = Readonly<Record<string, Cell>>;

const unitColumns = {
  unitId: text,
  name,
  tier: text,
  kind: text,
  parentUnitId: textOrNull,
  headName: textOrNull,
  headEmail: addressOrNull,
  deputyEmails: addresses,
  ccEmails: addresses,
  deputiesCopied: flagOr(undefined).transform((isCopied) => isCopied || undefined),
  validFrom: day,
  validTo: dayOrNull,
} satisfies Record<keyof Unit, Cell>;

const unitCodeColumns = {
  sourceId: text,
  code: text,
  unitId: text,
  validFrom: day,
  validTo: dayOrNull,
} satisfies Record<keyof UnitCode, Cell>;

const unitLineageColumns = {
  oldUnitId: text,
  newUnitId: text,
  share: text,
  on: day,
} satisfies Record<keyof UnitLineage, Cell>;

const unitSourceColumns = {
  unitId: text,
  sourceId: text,
  validFrom: day,
  validTo: dayOrNull,
} satisfies Record<keyof UnitSource, Cell>;

/** Blank cells, and columns that a file leaves out, stand for the rules in official use where a policy says nothing else. */
const policyColumns = {
  policyId: text,
  tier: text,
  validFrom: day,
  validTo: dayOrNull,
  mode: text,
  thresholdNumerator: wholeNumberOr(null),
  thresholdDenominator: wholeNumberOr(null),
  pointsHundredths: wholeNumber,
  basis: text,
  comparison: text,
  paused: textOr('within-due'),
  returned: textOr('on-time'),
  minimumDenominator: wholeNumberOr(1),
  periodStartDay: wholeNumberOr(1),
  waitDays: wholeNumberOr(3),
  countsChildren: flagOr(false),
  yearlyCapHundredths: wholeNumberOr(null),
  approval: text,
  explanationWorkingDays: wholeNumber,
  legalBasis: text,
  rule: textOr('overdue-share'),
  approvalWorkingDays: wholeNumberOr(5),
  higherBands: bandList,
  officeHours: list.transform((parts) => (parts.length === 0 ? undefined : parts)),
  limitWorkingHours: wholeNumberOr(undefined),
} satisfies Record<keyof Policy, Cell>;

/** `#` and `@` join the parts of stored ids. */
const assignmentId = text.regex(/^[^#@]*$/, 'must not hold # or @');

const recurrence = z
  .string()
  .refine((cell) => cell === '' || recurrences.some((known) => known === cell), {
    error: `must be ${recurrences.join(', ')} or blank (once)`,
  })
  .transform((cell) => (cell === '' ? null : cell));

const ascendingDays = z
  .string()
  .regex(/^(\d+(\s*;\s*\d+)*)?$/, 'must be working days after the due date such as 1;3;5, or blank')
  .transform((cell) => (cell === '' ? undefined : cell.split(';').map(Number)))
  .refine((days = []) => days.every((day, position) => day > (days[position - 1] ?? 0) && day <= 60), {
    error: 'must ascend from 1 to 60, such as 1;3;5',
  });

const assignmentColumns = {
  assignmentId,
  directive: text,
  item: textOrBlank,
  title: text,
  leadUnitId: text,
  coordinatingUnitIds: list,
  reportTo: text,
  dueOn: day,
  recurrence,
  escalationWorkingDays: ascendingDays,
  validFrom: day,
  validTo: dayOrNull,
} satisfies Record<keyof Omit<Assignment, 'explains'>, Cell>;

const calendarColumns = { date: day, kind: text, name: text } satisfies Record<keyof CalendarEntry, Cell>;

const boundColumns = {
  boundId: text,
  tier: textOrNull,
  value: wholeNumber,
  validFrom: day,
  validTo: dayOrNull,
} satisfies Record<keyof Bound, Cell>;

export type RegistryFile =
  | {
      readonly kind: RegistryKind;
      readonly format: 'csv';
      readonly columns: Columns;
      /** Those of the columns that a file need not have. */
      readonly optional?: readonly string[];
    }
  | { readonly kind: RegistryKind; readonly format: 'json' };

/** The files that may be dropped under `registry/`, by name; of a CSV file its columns in their usual order. */
const registryFiles: ReadonlyMap<string, RegistryFile> = new Map<string, RegistryFile>([
  ['units.csv', { kind: 'unit', format: 'csv', columns: unitColumns, optional: optionalUnitColumns }],
  ['unit-codes.csv', { kind: 'unit-code', format: 'csv', columns: unitCodeColumns }],
  ['unit-lineage.csv', { kind: 'unit-lineage', format: 'csv', columns: unitLineageColumns }],
  ['unit-sources.csv', { kind: 'unit-source', format: 'csv', columns: unitSourceColumns }],
  ['policies.csv', { kind: 'policy', format: 'csv', columns: policyColumns, optional: optionalPolicyColumns }],
  [
    'assignments.csv',
    { kind: 'assignment', format: 'csv', columns: assignmentColumns, optional: ['escalationWorkingDays'] },
  ],
  ['calendar.csv', { kind: 'calendar', format: 'csv', columns: calendarColumns }],
  ['bounds.csv', { kind: 'bound', format: 'csv', columns: boundColumns }],
  ['sources.json', { kind: 'source', format: 'json' }],
]);

export const registryFileNames: readonly string[] = [...registryFiles.keys()];

/** What a file of this name holds; undefined for a name that the registry does not know. */
export function registryFileOf(fileName: string): RegistryFile | undefined {
  return registryFiles.get(fileName);
}
