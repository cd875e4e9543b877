import * as z from 'zod';
import { unitSchema } from '../../../../shared/unit/unit.ts';
import { planted } from './planted.ts';
import { listProcedures, type Procedure } from './procedure.ts';
import { listCell, readTable } from './read-table.ts';
import { type SampleUnit, slugOf, workColumns } from './sample-unit.ts';

const departmentSchema = z.object({
  code: z.string(),
  name: z.string(),
  kind: unitSchema.shape.kind,
  headTitle: z.string(),
  fields: listCell,
  ...workColumns,
});
const districtSchema = z.object({ localityCode: z.string(), code: z.string(), ...workColumns });
const localitySchema = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(['district', 'commune']),
  parent_code: z.string(),
});
type Locality = z.infer<typeof localitySchema>;

const MAIL_DOMAIN = 'an-giang.example';
const inForceSince2019 = { validFrom: '2019-01-01', validTo: null };

/** Towns see more applicants than villages: dossiers a month in the 1:20 sample. */
const communeVolumes: Readonly<Record<string, number>> = { Phường: 3.1, 'Thị trấn': 2.7, Xã: 2 };

/** The 20 provincial units, 11 districts and 156 communes of An Giang in 2020, and how the sample has them work. */
export function listUnits(): SampleUnit[] {
  const procedures = listProcedures();
  const localities = readTable('localities.csv', localitySchema);
  const departments = readTable('departments.csv', departmentSchema).map((row) => departmentOf(row, procedures));
  const districts = readTable('districts.csv', districtSchema).map((row) => districtOf(row, localities, procedures));
  const communes = withDistinctIds(communesOf(districts, localities, procedures));
  return [...departments, ...districts.map(({ unit }) => unit), ...communes];
}

/** Names that differ by their tones alone (Phú Thạnh and Phú Thành in Phú Tân) give one slug: the second gets `-2`. */
function withDistinctIds(communes: readonly SampleUnit[]): SampleUnit[] {
  const occurrences = new Map<string, number>();
  return communes.map((commune) => {
    const number = (occurrences.get(commune.unitId) ?? 0) + 1;
    occurrences.set(commune.unitId, number);
    if (number === 1) return commune;
    const unitId = `${commune.unitId}-${number}`;
    return { ...commune, ...mailOf(unitId, 'chu-tich', []), unitId };
  });
}

function departmentOf(
  { fields, headTitle, ...row }: z.infer<typeof departmentSchema>,
  procedures: readonly Procedure[],
): SampleUnit {
  const unitId = slugOf(row.name);
  return {
    ...row,
    ...inForceSince2019,
    ...mailOf(unitId, 'thu-truong', ['pho-thu-truong-1', 'pho-thu-truong-2']),
    unitId,
    tier: 'province',
    parentUnitId: null,
    headName: headTitle,
    procedures: procedures.filter(({ fieldCode }) => fields.includes(fieldCode)),
  };
}

interface District {
  readonly unit: SampleUnit;
  readonly locality: Locality;
}

function districtOf(
  { localityCode, ...row }: z.infer<typeof districtSchema>,
  localities: readonly Locality[],
  procedures: readonly Procedure[],
): District {
  const locality = localities.find(({ code }) => code === localityCode);
  if (locality === undefined) throw new Error(`districts.csv names the locality ${localityCode}, which is unknown.`);
  const name = `UBND ${lowerFirst(locality.name)}`;
  const unitId = slugOf(name);
  const unit = {
    ...row,
    ...inForceSince2019,
    ...mailOf(unitId, 'chu-tich', ['pho-chu-tich']),
    unitId,
    name,
    tier: 'district' as const,
    kind: 'locality' as const,
    parentUnitId: null,
    headName: `Chủ tịch ${name}`,
    procedures: procedures.filter(({ level }) => level === 'district'),
  };
  return { unit, locality };
}

function communesOf(
  districts: readonly District[],
  localities: readonly Locality[],
  procedures: readonly Procedure[],
): SampleUnit[] {
  const communeProcedures = procedures.filter(({ level }) => level === 'commune');
  return districts.flatMap((district) =>
    localities
      .filter(({ parent_code }) => parent_code === district.locality.code)
      .map((locality, position) => communeOf(locality, position, district, communeProcedures)),
  );
}

function communeOf(
  locality: Locality,
  position: number,
  district: District,
  procedures: readonly Procedure[],
): SampleUnit {
  const districtName = lowerFirst(district.locality.name);
  const shortDistrict = district.locality.name.replace(/^(Thành phố|Thị xã|Huyện) /, '');
  const name = `UBND ${lowerFirst(locality.name)}`;
  const unitId = slugOf(`${name} ${shortDistrict}`);
  const kindOfCommune = Object.keys(communeVolumes).find((kind) => locality.name.startsWith(kind));
  return {
    ...inForceSince2019,
    ...mailOf(unitId, 'chu-tich', []),
    unitId,
    name: `${name}, ${districtName}`,
    tier: 'commune',
    kind: 'locality',
    parentUnitId: district.unit.unitId,
    headName: `Chủ tịch ${name}`,
    code: `000.${String(position + 11)}.${district.unit.code.slice(7)}`,
    procedures,
    dossiersPerMonth: communeVolumes[kindOfCommune ?? 'Xã'] ?? 0,
    lateShare: 0.015,
    worseFrom: null,
    worseLateShare: 0,
    missingDueShare: 0,
    habit: unitId === planted.silentUnitId ? 'silent' : 'regular',
  };
}

/** Offices, not people: nobody's name is made up. */
function mailOf(unitId: string, head: string, deputies: readonly string[]) {
  const addressOf = (mailbox: string) => `${mailbox}@${unitId}.${MAIL_DOMAIN}`;
  return {
    headEmail: addressOf(head),
    deputyEmails: deputies.map(addressOf),
    ccEmails: deputies.length > 0 ? [addressOf('van-thu')] : [],
  };
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
