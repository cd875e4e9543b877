import type * as z from 'zod';
import type { Validity } from '../calendar/validity.ts';
import { problemOfOfficeHours } from '../calendar/working-hours.ts';
import { problemOfBands } from '../policy/band.ts';
import type { Policy } from '../policy/policy.ts';
import { LATE_ACCEPTANCE_RULE } from '../policy/rule.ts';
import type { Source } from '../source/source.ts';
import type { UnitLineage } from '../unit/unit.ts';
import type { Fault, Reference, RegistryEntry, RegistryRow } from './registry-entry.ts';
import { type RegistryKind, registryKinds } from './registry-store.ts';

/** DynamoDB's limit for a sort key, in UTF-8 bytes. */
const MAX_ID_BYTES = 1024;

/** A row is an entry of the registry, or has faults. */
export type Examination =
  | { readonly entry: RegistryEntry; readonly faults: readonly [] }
  | { readonly entry: null; readonly faults: readonly Fault[] };

type Examiner = (raw: unknown) => Examination;

/** What a kind asks of its rows beyond the schema. */
interface Rules<Schema extends z.ZodType<RegistryRow>> {
  readonly kind: RegistryKind;
  readonly schema: Schema;
  readonly idOf: (row: z.infer<Schema>) => string;
  readonly subjectOf?: (row: z.infer<Schema>) => string;
  readonly validityOf?: (row: z.infer<Schema>) => Validity;
  readonly referencesOf?: (row: z.infer<Schema>) => Reference[];
  readonly faultsOf?: (row: z.infer<Schema>) => Fault[];
}

const examiners: Record<RegistryKind, Examiner> = {
  unit: examinerOf({
    kind: 'unit',
    ...registryKinds.unit,
    subjectOf: (row) => row.unitId,
    validityOf: (row) => row,
    referencesOf: (row) => unitReferences('parentUnitId', row.parentUnitId === null ? [] : [row.parentUnitId]),
    faultsOf: (row) => keyPartFaults('unitId', row.unitId),
  }),
  'unit-code': examinerOf({
    kind: 'unit-code',
    ...registryKinds['unit-code'],
    subjectOf: (row) => JSON.stringify([row.sourceId, row.code]),
    validityOf: (row) => row,
    referencesOf: (row) => [sourceReference(row.sourceId), ...unitReferences('unitId', [row.unitId])],
    faultsOf: (row) => keyPartFaults('sourceId', row.sourceId),
  }),
  'unit-lineage': examinerOf({
    kind: 'unit-lineage',
    ...registryKinds['unit-lineage'],
    referencesOf: (row) => [
      ...unitReferences('oldUnitId', [row.oldUnitId]),
      ...unitReferences('newUnitId', [row.newUnitId]),
    ],
    faultsOf: (row) => [
      ...keyPartFaults('oldUnitId', row.oldUnitId),
      ...keyPartFaults('newUnitId', row.newUnitId),
      ...ownSuccessorFaults(row),
    ],
  }),
  'unit-source': examinerOf({
    kind: 'unit-source',
    ...registryKinds['unit-source'],
    subjectOf: (row) => row.unitId,
    validityOf: (row) => row,
    referencesOf: (row) => [...unitReferences('unitId', [row.unitId]), sourceReference(row.sourceId)],
    faultsOf: monthStartFaults,
  }),
  policy: examinerOf({
    kind: 'policy',
    ...registryKinds.policy,
    subjectOf: (row) => `${row.tier}#${row.rule}`,
    validityOf: (row) => row,
    faultsOf: (row) => [
      ...monthStartFaults(row),
      ...thresholdFaults(row),
      ...bandFaults(row),
      ...workingHourFaults(row),
    ],
  }),
  assignment: examinerOf({
    kind: 'assignment',
    ...registryKinds.assignment,
    subjectOf: (row) => row.assignmentId,
    validityOf: (row) => row,
    referencesOf: (row) => [
      ...unitReferences('leadUnitId', [row.leadUnitId]),
      ...unitReferences('coordinatingUnitIds', row.coordinatingUnitIds),
    ],
  }),
  bound: examinerOf({
    kind: 'bound',
    ...registryKinds.bound,
    subjectOf: (row) => `${row.boundId}#${row.tier ?? '*'}`,
    validityOf: (row) => row,
  }),
  calendar: examinerOf({ kind: 'calendar', ...registryKinds.calendar }),
  source: examinerOf({
    kind: 'source',
    ...registryKinds.source,
    referencesOf: (row) => unitReferences('ownerUnitId', [row.ownerUnitId]),
    faultsOf: awaitingFaults,
  }),
};

/** Reads a row of a kind from plain data and says all that is wrong with it, looking at this row alone. */
export function examineRow(kind: RegistryKind, raw: unknown): Examination {
  return examiners[kind](raw);
}

function examinerOf<Schema extends z.ZodType<RegistryRow>>(rules: Rules<Schema>): Examiner {
  return (raw) => {
    const parsed = rules.schema.safeParse(raw);
    if (!parsed.success) return { entry: null, faults: parsed.error.issues.map((issue) => faultOfIssue(issue, raw)) };
    const row = parsed.data;
    const id = rules.idOf(row);
    const validity = rules.validityOf?.(row) ?? null;
    const faults = [...validityFaults(validity), ...idFaults(id), ...(rules.faultsOf?.(row) ?? [])];
    if (faults.length > 0) return { entry: null, faults };
    const subject = rules.subjectOf?.(row) ?? null;
    const references = rules.referencesOf?.(row) ?? [];
    return { entry: { kind: rules.kind, id, row, subject, validity, references }, faults: [] };
  };
}

/** What zod found, in the words of the file. */
export function faultOfIssue(issue: z.core.$ZodIssue, raw: unknown): Fault {
  return {
    column: issue.path.length === 0 ? null : issue.path.join('.'),
    value: asText(valueAt(raw, issue.path)),
    reason: issue.message,
  };
}

/** Of a cell that holds a list, the whole cell. */
function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : value),
    raw,
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function validityFaults(validity: Validity | null): Fault[] {
  if (validity === null || validity.validTo === null || validity.validTo >= validity.validFrom) return [];
  const reason = `lies before validFrom ${validity.validFrom}`;
  return [{ column: 'validTo', value: validity.validTo, reason }];
}

/** A month is judged by what is in force on its last day, so that a change within a month would judge days before it. */
function monthStartFaults({ validFrom }: Validity): Fault[] {
  if (validFrom.endsWith('-01')) return [];
  return [{ column: 'validFrom', value: validFrom, reason: "must be a month's first day" }];
}

function thresholdFaults({ thresholdNumerator, thresholdDenominator }: Policy): Fault[] {
  const value = `${thresholdNumerator ?? ''}/${thresholdDenominator ?? ''}`;
  if ((thresholdNumerator === null) !== (thresholdDenominator === null)) {
    const column = thresholdNumerator === null ? 'thresholdNumerator' : 'thresholdDenominator';
    return [{ column, value, reason: 'a threshold needs both its numerator and its denominator, or neither' }];
  }
  if (thresholdNumerator === null || thresholdDenominator === null) return [];
  if (thresholdNumerator <= thresholdDenominator) return [];
  return [{ column: 'thresholdNumerator', value, reason: 'a threshold over 100% can never be exceeded' }];
}

function bandFaults(policy: Policy): Fault[] {
  const reason = problemOfBands(policy);
  return reason === null ? [] : [{ column: 'higherBands', value: asText(policy.higherBands), reason }];
}

function workingHourFaults({ rule, officeHours, limitWorkingHours }: Policy): Fault[] {
  const value = officeHours?.join(';') ?? '';
  if (rule !== LATE_ACCEPTANCE_RULE && (officeHours ?? limitWorkingHours) !== undefined) {
    const column = officeHours === undefined ? 'limitWorkingHours' : 'officeHours';
    return [
      { column, value: value || String(limitWorkingHours), reason: `only ${LATE_ACCEPTANCE_RULE} reckons in it` },
    ];
  }
  const reason = officeHours === undefined ? null : problemOfOfficeHours(officeHours);
  return reason === null ? [] : [{ column: 'officeHours', value, reason }];
}

/** Who waits for acceptance can only be told where the source says that it is online, since when, and that it is not counted. */
function awaitingFaults({ awaiting = [], statuses, columns }: Source): Fault[] {
  const value = awaiting.join(';');
  const counted = awaiting.filter((code) => statuses[code] !== 'not-counted');
  const missing = (['submittedAt', 'channel'] as const).filter((field) => columns[field] === undefined);
  const faults: Fault[] = [];
  if (counted.length > 0) {
    faults.push({ column: 'awaiting', value, reason: `${counted.join(', ')} must be not-counted among the statuses` });
  }
  if (awaiting.length > 0 && missing.length > 0) {
    faults.push({ column: 'awaiting', value, reason: `needs the columns ${missing.join(' and ')}` });
  }
  return faults;
}

function ownSuccessorFaults({ oldUnitId, newUnitId }: UnitLineage): Fault[] {
  if (oldUnitId !== newUnitId) return [];
  const reason = 'is the old unit itself: a unit that goes on needs no row';
  return [{ column: 'newUnitId', value: newUnitId, reason }];
}

/** `#` joins the parts of stored keys. */
function keyPartFaults(column: string, value: string): Fault[] {
  return value.includes('#') ? [{ column, value, reason: 'must not hold #' }] : [];
}

function idFaults(id: string): Fault[] {
  const bytes = Buffer.byteLength(id);
  if (bytes <= MAX_ID_BYTES) return [];
  return [{ column: null, value: id, reason: `its key is ${bytes} bytes long; ${MAX_ID_BYTES} are allowed` }];
}

function unitReferences(column: string, unitIds: readonly string[]): Reference[] {
  return unitIds.map((id) => ({ column, to: 'unit', id }));
}

function sourceReference(id: string): Reference {
  return { column: 'sourceId', to: 'source', id };
}
