import { expect, test } from '@jest/globals';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { type RegistryFile, registryFileOf } from '../../shared/registry/registry-files.ts';

const UNITS = 'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo';
const POLICIES =
  'policyId,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,basis,comparison,paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,explanationWorkingDays,legalBasis';

function read(fileName: string, content: string | Uint8Array) {
  const file = registryFileOf(fileName);
  if (file === undefined) throw new Error(fileName);
  return readRegistryFile(file satisfies RegistryFile, typeof content === 'string' ? Buffer.from(content) : content);
}

function rowsOf(fileName: string, content: string) {
  const { rows, rejections } = read(fileName, content);
  expect(rejections).toEqual([]);
  return rows.map(({ entry }) => entry.row);
}

/** line, column and reason of each fault, as one text */
function faultsOf(fileName: string, content: string | Uint8Array): string[] {
  return read(fileName, content).rejections.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);
}

const buildingDepartment = {
  unitId: 'so-xay-dung',
  name: 'Sở Xây dựng',
  tier: 'province',
  kind: 'department',
  parentUnitId: null,
  headName: 'Giám đốc Sở Xây dựng',
  headEmail: 'gd@sxd.example',
  deputyEmails: ['p1@sxd.example', 'p2@sxd.example'],
  ccEmails: [],
  validFrom: '2020-01-01',
  validTo: null,
};
const buildingRow =
  'so-xay-dung,Sở Xây dựng,province,department,,Giám đốc Sở Xây dựng,gd@sxd.example,p1@sxd.example; p2@sxd.example,,2020-01-01,';

test('a file of a spreadsheet: byte order mark, CRLF, quotes, decomposed letters, blank rows, columns in another order', () => {
  const plain = rowsOf('units.csv', `${UNITS}\n${buildingRow}\n`);
  const dressed = rowsOf(
    'units.csv',
    `\uFEFF${UNITS}\r\n"so-xay-dung","${'Sở Xây dựng'.normalize('NFD')}",province,department,,Giám đốc Sở Xây dựng , gd@sxd.example,"p1@sxd.example;p2@sxd.example",,2020-01-01,\r\n,,,,,,,,,,\r\n\r\n`,
  );
  expect(plain).toEqual([buildingDepartment]);
  expect(dressed).toEqual([buildingDepartment]);
});

test('whether deputies get copies may be said, and left out; false and a blank say the same', () => {
  const withColumn = (cell: string) => rowsOf('units.csv', `${UNITS},deputiesCopied\n${buildingRow},${cell}\n`);
  expect(withColumn('true')).toEqual([{ ...buildingDepartment, deputiesCopied: true }]);
  expect(withColumn('false')).toEqual([buildingDepartment]);
  expect(withColumn('')).toEqual([buildingDepartment]);
  expect(faultsOf('units.csv', `${UNITS},deputiesCopied\n${buildingRow},yes\n`)).toEqual([
    '2 deputiesCopied: must be true, false or blank',
  ]);
});

test('a file with semicolons between its cells, as Vietnamese settings write it', () => {
  const text = `${UNITS.replaceAll(',', ';')}\nso-xay-dung;Sở Xây dựng;province;department;;Giám đốc Sở Xây dựng;gd@sxd.example;"p1@sxd.example;p2@sxd.example";;2020-01-01;\n`;
  expect(rowsOf('units.csv', text)).toEqual([buildingDepartment]);
});

test('unit ids that are names, and codes with parentheses', () => {
  const codes =
    'sourceId,code,unitId,validFrom,validTo\nboston-311,Animal Care & Control,Animal Care & Control,2026-01-01,\nboston-311,Public Works Department (PWD),Public Works Department (PWD),2026-01-01,\n';
  expect(rowsOf('unit-codes.csv', codes)).toEqual([
    expect.objectContaining({ code: 'Animal Care & Control', unitId: 'Animal Care & Control' }),
    expect.objectContaining({ code: 'Public Works Department (PWD)', unitId: 'Public Works Department (PWD)' }),
  ]);
});

test('a wrong header names the missing, the unknown, the doubled and the expected columns', () => {
  expect(faultsOf('calendar.csv', 'date,name,name,note\n2020-01-01,a,b,c\n')).toEqual([
    '1 null: the header is wrong (missing: kind; unknown: note; doubled: name); expected: date,kind,name',
  ]);
  expect(faultsOf('calendar.csv', '')).toEqual([
    '1 null: the header is wrong (missing: date, kind, name); expected: date,kind,name',
  ]);
});

test('lines are counted as an editor counts them, also after line breaks within quotes', () => {
  const text =
    'date,kind,name\r\n2020-01-01,holiday,"Tết\r\nDương lịch"\r\n\r\n2020-13-01,holiday,x\r\n2020-09-02,feast,Quốc khánh\r\n';
  expect(faultsOf('calendar.csv', text)).toEqual([
    '3 name: holds the invisible character U+000A',
    '5 date: Invalid ISO date',
    '6 kind: Invalid option: expected one of "holiday"|"working"',
  ]);
});

test('every fault of a row is told, with the cell that has it', () => {
  const { rejections } = read('units.csv', `${UNITS}\nx#y,,province,department,,,"a@b.example\n",,,01/01/2020,\n`);
  expect(rejections).toEqual([
    // trimmed ends are no fault: a@b.example is read
    { line: 3, column: 'name', value: '', reason: 'must not be blank' },
    { line: 3, column: 'validFrom', value: '01/01/2020', reason: 'must be a day, yyyy-mm-dd' },
  ]);
});

test.each([
  ['a control character in an e-mail address', 'a@b.example\u0000', 'headEmail: holds the invisible character U+0000'],
  [
    'a line break that would forge a header',
    'a@b.example\nBcc: c@d.example',
    'headEmail: holds the invisible character U+000A',
  ],
  ['a zero-width space pasted with it', 'a\u200b@b.example', 'headEmail: holds the invisible character U+200B'],
  ['no address at all', 'nobody', 'headEmail: has no @'],
])('an e-mail address with %s is rejected', (_case, email, fault) => {
  const [found = ''] = faultsOf('units.csv', `${UNITS}\nu,U,province,department,,,"${email}",,,2020-01-01,\n`);
  expect(found).toContain(fault);
});

test('a deputy without a readable address is named by position', () => {
  const row = 'u,U,province,department,,,,ok@b.example;nobody,,2020-01-01,';
  expect(faultsOf('units.csv', `${UNITS}\n${row}\n`)).toEqual(['2 deputyEmails.1: has no @']);
});

test('a row with a cell too many or too few is rejected', () => {
  expect(faultsOf('calendar.csv', 'date,kind,name\n2020-01-01,holiday,a,b\n2020-01-02,holiday\n')).toEqual([
    '2 null: has 4 cells, the header 3: is a cell with a comma not in quotes?',
    '3 null: has 2 cells, the header 3: is a cell with a comma not in quotes?',
  ]);
});

test('an open quote and a file that is not UTF-8 are refused whole', () => {
  expect(faultsOf('calendar.csv', 'date,kind,name\n2020-01-01,holiday,"a\n')).toEqual([
    expect.stringContaining('Quote Not Closed'),
  ]);
  expect(faultsOf('calendar.csv', Buffer.from('date,kind,name\n2020-01-01,holiday,T\xEAt\n', 'latin1'))).toEqual([
    'null null: is not UTF-8: save it as "CSV UTF-8"',
  ]);
});

function policy(changes: Record<string, string>): string {
  const cells: Record<string, string> = {
    policyId: 'p',
    tier: 'province',
    validFrom: '2020-06-01',
    validTo: '',
    mode: 'deduct',
    thresholdNumerator: '2',
    thresholdDenominator: '100',
    pointsHundredths: '50',
    basis: 'handled',
    comparison: 'instant',
    paused: '',
    returned: '',
    minimumDenominator: '',
    periodStartDay: '',
    waitDays: '',
    countsChildren: '',
    yearlyCapHundredths: '',
    approval: 'automatic',
    explanationWorkingDays: '0',
    legalBasis: 'Công văn',
    ...changes,
  };
  return `${POLICIES}\n${POLICIES.split(',')
    .map((column) => cells[column])
    .join(',')}\n`;
}

test('blank cells of a policy stand for the rules in official use', () => {
  expect(rowsOf('policies.csv', policy({}))).toEqual([
    expect.objectContaining({
      paused: 'within-due',
      returned: 'on-time',
      minimumDenominator: 1,
      periodStartDay: 1,
      waitDays: 3,
      countsChildren: false,
      yearlyCapHundredths: null,
      validTo: null,
    }),
  ]);
});

test.each([
  [{ pointsHundredths: '' }, 'pointsHundredths: must be a whole number'],
  [{ pointsHundredths: '0.5' }, 'pointsHundredths: must be a whole number'],
  [{ pointsHundredths: '5e1' }, 'pointsHundredths: must be a whole number'],
  [{ waitDays: '0x3' }, 'waitDays: must be a whole number or blank'],
  [{ countsChildren: 'TRUE' }, 'countsChildren: must be true, false or blank'],
  [{ countsChildren: '0' }, 'countsChildren: must be true, false or blank'],
  [
    { thresholdDenominator: '' },
    'thresholdDenominator: a threshold needs both its numerator and its denominator, or neither',
  ],
  [
    { thresholdNumerator: '' },
    'thresholdNumerator: a threshold needs both its numerator and its denominator, or neither',
  ],
  [
    { thresholdNumerator: '100', thresholdDenominator: '2' },
    'thresholdNumerator: a threshold over 100% can never be exceeded',
  ],
  [{ validFrom: '2020-06-23' }, "validFrom: must be a month's first day"],
  [{ validTo: '2020-05-31' }, 'validTo: lies before validFrom 2020-06-01'],
])('a policy with %j is rejected', (changes, fault) => {
  expect(faultsOf('policies.csv', policy(changes))).toEqual([`2 ${fault}`]);
});

test("a change of a unit's source starts a month", () => {
  expect(faultsOf('unit-sources.csv', 'unitId,sourceId,validFrom,validTo\nu,portal,2020-06-15,\n')).toEqual([
    "2 validFrom: must be a month's first day",
  ]);
});

test('a key too long for the table is rejected', () => {
  const code = 'ấ'.repeat(400); // 3 bytes each in UTF-8: 1200
  expect(faultsOf('unit-codes.csv', `sourceId,code,unitId,validFrom,validTo\nportal,${code},u,2020-01-01,\n`)).toEqual([
    '2 null: its key is 1218 bytes long; 1024 are allowed', // portal# + 1200 + #2020-01-01
  ]);
});

const source = {
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'stttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: {
    dossierCode: 'MaHoSo',
    unitCode: 'DonViXuLy',
    receivedAt: 'NgayTiepNhan',
    dueAt: 'NgayHenTra',
    completedAt: 'NgayKetThucXuLy',
    status: 'TrangThaiHoSo',
  },
  dateFormats: ['yyyyMMdd'],
  statuses: { '2': 'open' },
};

test('sources come as a list or as one object', () => {
  const expected = [expect.objectContaining({ sourceId: 'portal', midnightIsTime: false, window: {} })];
  expect(rowsOf('sources.json', JSON.stringify([source]))).toEqual(expected);
  expect(rowsOf('sources.json', `\uFEFF${JSON.stringify(source)}`)).toEqual(expected);
});

test('a misspelt setting of a source is rejected, however deep, since it would be without effect', () => {
  const misspelt = { ...source, evaluateForm: '2020-06', window: { form: '2020-01-01' } };
  expect(faultsOf('sources.json', JSON.stringify([source, misspelt]))).toEqual([
    '2 evaluateForm: is not a known key',
    '2 window.form: is not a known key',
  ]);
});

test('a source without a required column, and a file that is not JSON, are rejected', () => {
  const { status: _status, ...columns } = source.columns;
  expect(faultsOf('sources.json', JSON.stringify([{ ...source, columns }]))).toEqual([
    '1 columns: must name the columns of dossierCode, unitCode, receivedAt, dueAt, completedAt, status',
  ]);
  expect(faultsOf('sources.json', '[{]')).toEqual([expect.stringContaining('is not JSON')]);
});
