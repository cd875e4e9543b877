import { posix } from 'node:path';
import { unreadable, type XlsxArchive } from './xlsx-archive.ts';
import { prefixed, readXml, type XmlAttributes } from './xlsx-xml.ts';

/** A worksheet, hidden or not: a filter or a hidden sheet in an export drops no rows. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** What a workbook says of itself. */
export interface Workbook {
  /** In the order of their tabs. */
  readonly sheets: readonly Sheet[];
  /** Whether day 0 is 1904-01-01, as workbooks from old Macs have it. */
  readonly countsFrom1904: boolean;
  readonly sharedStringsPart: string | null;
}

/** @throws RefusedFile `unreadable-workbook`, `too-large` */
export async function readWorkbook(archive: XlsxArchive): Promise<Workbook> {
  const part = archive.has('_rels/.rels') ? await mainPartOf(archive) : undefined;
  if (part === undefined || !archive.has(part) || !part.toLowerCase().endsWith('.xml')) {
    throw unreadable('it is no .xlsx workbook inside (an .xlsb, .ods or .docx renamed?)');
  }
  const relations = await relationsOf(archive, part);
  const sheets: Sheet[] = [];
  let countsFrom1904 = false;
  await readXml(archive.read(part), {
    opened: (name, attributes) => {
      if (name === 'workbookPr') countsFrom1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const relation = relations.get(prefixed(attributes, 'id') ?? '');
      // A sheet may also be a chart or a dialogue: those hold no rows.
      if (relation?.type === 'worksheet') sheets.push({ name: attributes.name ?? '', part: relation.part });
    },
    text: () => {},
    closed: () => {},
  });
  const sharedStringsPart = [...relations.values()].find(({ type }) => type === 'sharedStrings')?.part ?? null;
  return { sheets, countsFrom1904, sharedStringsPart };
}

async function mainPartOf(archive: XlsxArchive): Promise<string | undefined> {
  const relations = await relationsOf(archive, '');
  return [...relations.values()].find(({ type }) => type === 'officeDocument')?.part;
}

interface Relation {
  /** The last word of the type's URI; the rest differs between the two flavours of the standard. */
  readonly type: string;
  readonly part: string;
}

/** What a part points to, by id. */
async function relationsOf(archive: XlsxArchive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const relationsPart = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, Relation>();
  if (!archive.has(relationsPart)) throw unreadable(`it has no part ${relationsPart}`);
  const add = ({ Id, Type, Target, TargetMode }: XmlAttributes) => {
    if (Id === undefined || Type === undefined || Target === undefined || TargetMode === 'External') return;
    const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
    relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part: target });
  };
  await readXml(archive.read(relationsPart), {
    opened: (name, attributes) => {
      if (name === 'Relationship') add(attributes);
    },
    text: () => {},
    closed: () => {},
  });
  return relations;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
