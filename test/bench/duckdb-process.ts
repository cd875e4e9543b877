import { DuckDBInstance } from '@duckdb/node-api';
import { columns, unitCodes } from './yardstick/snapshot-row.ts';

/**
 * The peer: DuckDB at its best does the same job, with one thread. Its state of the day before is a parquet file of 16
 * bytes a dossier, the hashes of code and row. Arguments: `state` (makes the state of a file, or of none: `-`) or `day`
 * (compares a file with a state), the snapshot's file, the state's file, the folder for what comes of it.
 * Prints one line of JSON: milliseconds, and what was counted.
 */
const [job = '', file = '-', stateFile = '', folder = '.'] = process.argv.slice(2);

const contentFields = columns.map((field) => (field === 'resolved_at' ? 'res' : field)).join(',');
const statuses = ['RECEIVED', 'PROCESSING', 'SUPPLEMENT', 'WAITING_FEE', 'RESOLVED', 'CANCELLED'];
const AS_OF = '2026-11-22 23:00:00';

const types = columns.map((field) => `${field}: 'VARCHAR'`).join(', ');
const read = `read_csv('${file}', header=true, delim=',', quote='"', escape='"', auto_detect=false, columns={${types}})`;
const rows = `select *, coalesce(resolved_at, '') as res, row_number() over () as rn from ${read}`;
const typed = `select *, try_cast(received_at as timestamp) r, try_cast(due_at as timestamp) d,
  try_cast(nullif(res, '') as timestamp) s, try_cast(updated_at as timestamp) p from (${rows})`;

/** Every field is checked: the code's form and that it begins with the unit's, known units and statuses, dates that exist. */
const errors = `
  (case when not regexp_full_match(coalesce(dossier_code, ''), '\\d{3}\\.\\d{2}\\.\\d{2}\\.H\\d{2}-\\d{6}-\\d{4,5}') then 1
    when not starts_with(dossier_code, coalesce(unit_code, '')) then 2 else 0 end)
  | (case when unit_code is null or unit_code not in (select u from units) then 4 else 0 end)
  | (case when not regexp_full_match(coalesce(procedure_code, ''), '\\d\\.\\d{6}') then 8 else 0 end)
  | (case when coalesce(procedure_name, '') = '' then 16 else 0 end)
  | (case when coalesce(applicant_type, '') not in ('CA_NHAN', 'TO_CHUC') then 32 else 0 end)
  | (case when coalesce(channel, '') not in ('online', 'direct') then 64 else 0 end)
  | (case when r is null then 128 else 0 end)
  | (case when d is null then 256 when r is not null and d < r then 512 else 0 end)
  | (case when res <> '' then (case when s is null then 1024 when r is not null and s < r then 2048 else 0 end) else 0 end)
  | (case when coalesce(status, '') not in (${statuses.map((status) => `'${status}'`).join(', ')}) then 4096
    when (status = 'RESOLVED') <> (res <> '') then 8192 else 0 end)
  | (case when p is null then 16384 else 0 end)
  | (case when not regexp_full_match(coalesce(fee_vnd, ''), '\\d{1,12}') then 32768 else 0 end)`;
const checked = `select *, ${errors} as err from (${typed})`;

const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '8GB' });
const connection = await instance.connect();
const run = (sql: string) => connection.run(sql);
const numbers = async (sql: string): Promise<number[]> => {
  const [row = []] = (await connection.runAndReadAll(sql)).getRows();
  return row.map(Number);
};

await run(`create table units as select unnest([${unitCodes.map((code) => `'${code}'`).join(',')}]) u`);
const begin = performance.now();
const counted = job === 'state' ? await makeState() : await compareDay();
console.log(JSON.stringify({ milliseconds: performance.now() - begin, ...counted }));

async function makeState() {
  const valid =
    file === '-'
      ? 'select 0::ubigint k, 0::ubigint h where false'
      : `select hash(dossier_code) k, hash(${contentFields}) h from (${checked}) where err = 0`;
  await run(`copy (${valid}) to '${stateFile}' (format parquet)`);
  return {};
}

async function compareDay() {
  await run(`create temp table t as ${checked}`);
  await run(
    'create temp table dup as select dossier_code c, min(rn) rn from t where err = 0 group by 1 having count(*) > 1',
  );
  await run(`create temp table bad as select rn, dossier_code, err from t where err <> 0
    union all select t.rn, t.dossier_code, 65536 from t join dup on t.dossier_code = dup.c and t.rn <> dup.rn where t.err = 0`);
  await run(`copy bad to '${folder}/duckdb-rejected.csv'`);
  const valid = '(select * from t where err = 0 and rn not in (select rn from bad where err = 65536))';
  const selected = contentFields.split(',').map((field) => `a.${field}`);
  await run(`create temp table changed as select ${selected.join(', ')}, b.k is null as is_new
    from (select *, hash(dossier_code) kk, hash(${contentFields}) hh from ${valid}) a
    left join '${stateFile}' b on a.kk = b.k where b.k is null or a.hh <> b.h`);
  const [removed = 0] = await numbers(
    `select count(*) from '${stateFile}' b where not exists (select 1 from ${valid} a where hash(a.dossier_code) = b.k)`,
  );
  await run(
    `copy (select hash(dossier_code) k, hash(${contentFields}) h from ${valid}) to '${folder}/duckdb-state.parquet' (format parquet)`,
  );
  await run(`copy changed to '${folder}/duckdb-changed.json' (format json)`);
  await tally(valid);
  const [rowsRead = 0] = await numbers('select count(*) from t');
  const [rejected = 0] = await numbers('select count(*) from bad');
  const [changed = 0, added = 0] = await numbers(
    'select count(*) filter (not is_new), count(*) filter (is_new) from changed',
  );
  return { rowsRead, rejected, changed, added, removed };
}

/** Every unit and month: received, carried over, ended early, on time and overdue, in process within due and overdue. */
async function tally(valid: string): Promise<void> {
  await run(`create temp table cube as select unit_code u, greatest(-1, (year(r) - 2026) * 12 + month(r) - 1) rm,
    case when s is null then 99 else (year(s) - 2026) * 12 + month(s) - 1 end sm, (year(d) - 2026) * 12 + month(d) - 1 dm,
    case when s is null then -1 when s > d then 2 when s::date = d::date then 1 else 0 end cls,
    d < timestamp '${AS_OF}' da, count(*) n from ${valid} group by all`);
  const isDue = '(case when m.m = 10 then da else dm <= m.m end)';
  const sum = (condition: string) => `sum(case when ${condition} then n else 0 end)::bigint`;
  await connection.runAndReadAll(`with m as (select unnest(range(0, 11)) m) select u, m.m::int,
    ${sum('rm = m.m and sm >= 0')}, ${sum('rm < m.m and sm >= m.m')}, ${sum('sm = m.m and cls = 0')},
    ${sum('sm = m.m and cls = 1')}, ${sum('sm = m.m and cls = 2')}, ${sum(`rm <= m.m and sm > m.m and not ${isDue}`)},
    ${sum(`rm <= m.m and sm > m.m and ${isDue}`)} from cube, m group by 1, 2 order by 1, 2`);
}
