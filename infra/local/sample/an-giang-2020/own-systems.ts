import * as z from 'zod';
import type { Day } from '../../../../shared/calendar/day.ts';
import { type Source, type SourceField, sourceSchema } from '../../../../shared/source/source.ts';
import type { DossierHistory, DossierVersion, StatusCode } from './dossier-history.ts';
import { readData } from './read-table.ts';
import type { ExportFormat } from './snapshot-export.ts';
import { type WallMs, wallMsOf } from './working-hours.ts';

/** A department's system of its own, whose dossiers the portal lacked until dispatch 664, item 1a. */
export interface OwnSystem {
  readonly source: Source;
  readonly unitId: string;
  /** What the system calls it. */
  readonly unitCode: string;
  readonly format: ExportFormat;
  /** When the dossiers received before a day were entered into the portal, in the evening. Later ones come at once. */
  readonly batches: readonly { readonly receivedBefore: Day; readonly enteredOn: Day }[];
}

type Words = Readonly<Record<StatusCode, string>>;
type ChannelWords = Readonly<Record<DossierHistory['channel'], string>>;

/** The last day on which the two departments are counted by their own systems. */
export const LAST_DAY_OF_OWN_SYSTEMS = '2020-06-30';

const sources = z.array(sourceSchema).parse(readData('own-sources.json'));

export const ownSystems: readonly OwnSystem[] = [
  {
    source: sourceNamed('he-thong-so-khdt'),
    unitId: 'so-ke-hoach-va-dau-tu',
    unitCode: 'SKHDT',
    format: {
      ...formatOf(
        sourceNamed('he-thong-so-khdt'),
        'SKHDT',
        {
          '2': 'Mới nhận',
          '3': 'Từ chối tiếp nhận',
          '4': 'Đang thụ lý',
          '5': 'Chờ bổ sung',
          '6': 'Chờ nộp lệ phí',
          '7': 'Doanh nghiệp rút hồ sơ',
          '8': 'Tạm dừng',
          '9': 'Đã có kết quả',
          '10': 'Đã trả kết quả',
        },
        { '1': 'Trực tiếp', '2': 'Trực tuyến', '3': 'Bưu chính' },
      ),
      lineEnd: '\r\n',
      hasByteOrderMark: true,
    },
    batches: [
      { receivedBefore: '2020-04-01', enteredOn: '2020-06-25' },
      { receivedBefore: '2020-06-30', enteredOn: '2020-06-29' },
    ],
  },
  {
    source: sourceNamed('he-thong-so-gtvt'),
    unitId: 'so-giao-thong-van-tai',
    unitCode: 'SGTVT',
    format: formatOf(
      sourceNamed('he-thong-so-gtvt'),
      'SGTVT',
      {
        '2': 'TIEP NHAN',
        '3': 'TU CHOI',
        '4': 'XU LY',
        '5': 'BO SUNG',
        '6': 'CHO THU PHI',
        '7': 'RUT',
        '8': 'DUNG',
        '9': 'XONG',
        '10': 'DA GIAO',
      },
      { '1': 'TT', '2': 'MANG', '3': 'BC' },
    ),
    batches: [
      { receivedBefore: '2020-05-01', enteredOn: '2020-06-26' },
      { receivedBefore: '2020-07-01', enteredOn: '2020-06-30' },
    ],
  },
];

/** When a dossier of an own system was entered into the portal; before its receipt means: at once. */
export function enteredIntoPortalAt({ batches }: OwnSystem, { receivedAt }: DossierHistory): WallMs {
  const batch = batches.find(({ receivedBefore }) => receivedAt < wallMsOf(receivedBefore));
  return batch === undefined ? receivedAt : wallMsOf(batch.enteredOn, 20);
}

function sourceNamed(sourceId: string): Source {
  const source = sources.find((candidate) => candidate.sourceId === sourceId);
  if (source === undefined) throw new Error(`own-sources.json lacks ${sourceId}.`);
  return source;
}

function formatOf({ columns }: Source, unitCode: string, words: Words, channelWords: ChannelWords): ExportFormat {
  const fields = new Map<SourceField, (history: DossierHistory, version: DossierVersion) => string>([
    ['dossierCode', ({ dossierCode }) => dossierCode],
    ['unitCode', () => unitCode],
    ['procedureCode', ({ procedure }) => procedure?.code ?? ''],
    ['procedureName', ({ procedure }) => procedure?.name ?? ''],
    ['channel', ({ channel }) => channelWords[channel]],
    ['receivedAt', ({ receivedAt }) => ownDate(receivedAt)],
    ['dueAt', (_, { state }) => ownDate(state.dueAt)],
    ['completedAt', (_, { state }) => ownDate(state.completedAt)],
    ['returnedAt', (_, { state }) => ownDate(state.returnedAt)],
    ['status', (_, { state }) => words[state.status]],
  ]);
  return {
    headings: [...fields.keys()].map((field) => columns[field] ?? field),
    delimiter: ';',
    lineEnd: '\n',
    hasByteOrderMark: false,
    cellsOf: (history, version) => [...fields.values()].map((cellOf) => cellOf(history, version)),
  };
}

/** dd/MM/yyyy HH:mm */
function ownDate(moment: WallMs | null): string {
  if (moment === null) return '';
  const [year, month, day, time] = new Date(moment).toISOString().split(/[-T]/);
  return `${day}/${month}/${year} ${time?.slice(0, 5)}`;
}
