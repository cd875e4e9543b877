import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { addDays, daysBetween } from '../../shared/calendar/day.ts';
import { lastDayOf } from '../../shared/calendar/month.ts';
import { startOfDay, ZoneOffsets } from '../../shared/calendar/zone.ts';
import { buildEvaluation, type GoverningReceipt, governingOf } from '../../shared/evaluation/build-evaluation.ts';
import type { Evaluation, Ground, Order } from '../../shared/evaluation/evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { currentEvaluator } from '../../shared/evaluation/evaluator.ts';
import { type Judgement, judgeUnit } from '../../shared/evaluation/judge-unit.ts';
import { renderEvidence } from '../../shared/evaluation/render-evidence.ts';
import type { OverdueDossier, UnknownDossier } from '../../shared/evaluation/unit-month.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import { type Ledger, LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { noticeSchema } from '../../shared/notice/notice.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { type MonthRules, monthRulesOf } from '../../shared/policy/month-rules.ts';
import { type Policy, policySchema } from '../../shared/policy/policy.ts';
import { OVERDUE_SHARE_RULE, type Rule } from '../../shared/policy/rule.ts';
import { type RegistryKind, registryKinds } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import type { Tables } from '../../shared/runtime/tables.ts';
import { acceptedReceiptSchema, quarantinedReceiptSchema } from '../../shared/snapshot/receipt.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { type Source, sourceSchema } from '../../shared/source/source.ts';
import { type Counts, noCounts } from '../../shared/tally/tally.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import type { Tier, Unit } from '../../shared/unit/unit.ts';
import type { Engines } from '../engines/engines.ts';
import { noCopies } from '../ledger/drafts.ts';

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
export const SOURCE_ID = 'cong-dvc';
const LEGAL_BASIS = 'Công văn số 664/UBND-TH ngày 23/06/2020, mục 4';

/** What a unit's month is made of, in dossiers. */
export interface MonthFigures {
  readonly received: number;
  readonly carriedOver: number;
  readonly resolvedOverdue: number;
  readonly inProcessOverdue: number;
  /** Open, without a due date: unknown. */
  readonly inProcessNoDueDate: number;
}

export interface Place {
  readonly tables: Tables;
  readonly tableNames: Engines['tableNames'];
  readonly bucket: Bucket;
}

/** Writes units, rules, verdicts, evidence, deductions, receipts, findings and notices through the product's own stores. */
export async function fillProvince(
  place: Place,
  units: readonly Unit[],
  months: readonly string[],
  openMonth: string,
  figuresOf: (unitId: string, month: string) => MonthFigures,
): Promise<void> {
  await registerProvince(place, units);
  const [firstMonth = openMonth] = months;
  const openDay = `${openMonth}-02`;
  await receive(place, `${firstMonth}-01`, openDay);
  for (const month of months) {
    for (const unit of units) await judge(place, unit, month, figuresOf(unit.unitId, month));
  }
  const tallies = new TallyStore(place.tables, place.tableNames.Tallies);
  for (const unit of units) {
    const counts = countsOf(figuresOf(unit.unitId, openMonth));
    const key = { unitId: unit.unitId, month: openMonth, sourceId: SOURCE_ID, day: openDay, stateDigest: sha256('') };
    await tallies.put({ ...key, ...counts }, 1);
  }
}

/** The source that counts for all units, the rules of each tier, and the units. */
export async function registerProvince(place: Place, units: readonly Unit[]): Promise<void> {
  await register(place, 'source', [source]);
  await register(place, 'policy', policies);
  await register(place, 'unit', units);
  await register(
    place,
    'unit-source',
    units.map(({ unitId }) => ({ unitId, sourceId: SOURCE_ID, validFrom: '2020-01-01', validTo: null })),
  );
}

const source: Source = sourceSchema.parse({
  sourceId: SOURCE_ID,
  name: 'Cổng dịch vụ công của tỉnh',
  ownerUnitId: 'so-tttt',
  timeZone: TIME_ZONE,
  rhythm: 'daily',
  columns: {
    dossierCode: 'MaHoSo',
    unitCode: 'DonViXuLy',
    receivedAt: 'NgayTiepNhan',
    dueAt: 'NgayHenTra',
    completedAt: 'NgayKetThucXuLy',
    status: 'TrangThaiHoSo',
  },
  dateFormats: ['yyyyMMddHHmmss'],
  statuses: { '4': 'open' },
});

export function policiesOf(tier: Tier): Policy[] {
  const thresholds = { province: [2, 100], district: [35, 1000], commune: [null, null] } as const;
  const [thresholdNumerator, thresholdDenominator] = thresholds[tier];
  const rule = {
    tier,
    thresholdNumerator,
    thresholdDenominator,
    pointsHundredths: 50,
    basis: 'handled',
    comparison: 'instant',
    paused: 'within-due',
    returned: 'on-time',
    minimumDenominator: 1,
    periodStartDay: 1,
    waitDays: 3,
    countsChildren: false,
    yearlyCapHundredths: null,
    approval: 'automatic',
    explanationWorkingDays: 0,
    legalBasis: LEGAL_BASIS,
  };
  return [
    { ...rule, policyId: `${tier}-report`, mode: 'report', validFrom: '2020-01-01', validTo: '2020-05-31' },
    { ...rule, policyId: tier, mode: 'deduct', validFrom: '2020-06-01', validTo: null },
  ].map((row) => policySchema.parse(row));
}

const policies = (['province', 'district', 'commune'] as const).flatMap(policiesOf);

export async function register<Row>(
  { tables, tableNames }: Place,
  kind: RegistryKind,
  rows: readonly Row[],
): Promise<void> {
  const idOf = registryKinds[kind].idOf as (row: Row) => string;
  for (const row of rows) {
    await tables.send(new PutCommand({ TableName: tableNames.Registry, Item: { kind, id: idOf(row), row } }));
  }
}

/** Received + carried over, less what is late or without a due date, was resolved early. */
function countsOf(figures: MonthFigures): Counts {
  const { received, carriedOver, resolvedOverdue, inProcessOverdue, inProcessNoDueDate } = figures;
  const handled = received + carriedOver;
  const rest = handled - resolvedOverdue - inProcessOverdue - inProcessNoDueDate;
  const inProcessWithinDue = Math.floor(rest / 5);
  const resolvedOnTime = Math.floor(rest / 4);
  return {
    ...noCounts(),
    ...figures,
    handled,
    inProcessWithinDue,
    resolvedOnTime,
    resolvedEarly: rest - inProcessWithinDue - resolvedOnTime,
    overdue: resolvedOverdue + inProcessOverdue,
  };
}

/** What differs from a month that is judged once, automatically, by the file of its last day. */
export interface Judging {
  /** Of the policy that is in force. */
  readonly policy?: Partial<Policy>;
  readonly revision?: number;
  readonly order?: Order;
  /** 1 is the file that came first, 2 its correction. */
  readonly fileNumber?: number;
  readonly recordedAt?: string;
}

/** Keeps an evaluation with its list of dossiers, and enters what follows from it. */
export async function judge(
  place: Place,
  unit: Unit,
  month: string,
  figures: MonthFigures,
  judging: Judging = {},
): Promise<Evaluation> {
  const counts = countsOf(figures);
  const changed = policies.map((policy) => ({ ...policy, ...judging.policy }));
  const rules = monthRulesOf(changed, unit.tier, month, TIME_ZONE);
  const dossiers = { overdue: overdueOf(unit, month, counts), unknown: unknownOf(unit, month, counts) };
  const judgement = judgeUnit(rules, { counts, unknown: dossiers.unknown });
  return keep(place, unit, { month, rule: OVERDUE_SHARE_RULE, rules, counts, dossiers, judgement, judging });
}

interface Judged {
  readonly month: string;
  readonly rule: Rule;
  readonly rules: MonthRules;
  readonly counts: Counts | null;
  readonly dossiers: { readonly overdue: readonly OverdueDossier[]; readonly unknown: readonly UnknownDossier[] };
  readonly judgement: Judgement;
  readonly judging: Judging;
}

export async function keep(place: Place, unit: Unit, judged: Judged): Promise<Evaluation> {
  const { month, rule, rules, counts, dossiers, judgement, judging } = judged;
  const { revision = 1, order = null, fileNumber = 1 } = judging;
  const name = { unitId: unit.unitId, month, rule, revision };
  const evidence = renderEvidence(dossiers, name, new ZoneOffsets(TIME_ZONE));
  if (evidence !== null) await place.bucket.write(evidence.key, evidence.content, 'text/csv');
  const facts = {
    evaluator: currentEvaluator,
    rule,
    month,
    revision,
    sourceId: SOURCE_ID,
    judgement,
    grounds: { governing: governingOf(receiptOf(lastDayOf(month), fileNumber)), counts, evidence },
    registry: { key: `evidence/${month}/registry.json`, digest: sha256('registry') },
    manifest: await manifestOf(place, name, judgement),
    order,
  };
  const { recordedAt = `${addDays(lastDayOf(month), 1)}T23:00:00.000Z` } = judging;
  const evaluation = buildEvaluation({ unit, rules }, facts, recordedAt);
  await new EvaluationStore(place.tables, place.tableNames.Evaluations).put(evaluation);
  await enterConsequences(evaluation, null, ledgerOf(place));
  return evaluation;
}

export function ledgerOf({ tables, tableNames }: Place): Ledger {
  return { ledger: new LedgerStore(tables, tableNames.Ledger), ledgerCopies: noCopies };
}

/** As much of a manifest as the page shows: that it is there, and can be kept. */
async function manifestOf({ bucket }: Place, name: object, { verdict }: Judgement): Promise<Ground | null> {
  if (verdict !== 'exceeded') return null;
  const content = JSON.stringify(name);
  const ground = { key: `evidence/manifest-${sha256(content).slice(0, 16)}.json`, digest: sha256(content) };
  await bucket.write(ground.key, content, 'application/json');
  return ground;
}

const procedures = [
  'Cấp giấy phép xây dựng nhà ở riêng lẻ',
  'Đăng ký biến động quyền sử dụng đất',
  'Cấp phiếu lý lịch tư pháp',
];

function overdueOf(unit: Unit, month: string, counts: Counts): OverdueDossier[] {
  const at = (day: number, hour: number) => startOfDay(`${month}-01`, TIME_ZONE) + (day * 24 + hour) * 3_600_000;
  return Array.from({ length: counts.overdue }, (_, index) => {
    const isResolved = index < counts.resolvedOverdue;
    return {
      dossierCode: `${unit.unitId}-${month.slice(2, 4)}${month.slice(5)}${String((index % 9) + 1).padStart(2, '0')}-${String(index + 1).padStart(4, '0')}`,
      procedure: procedures[index % procedures.length] ?? null,
      receivedAtMs: at(index % 9, 9),
      dueAtMs: at((index % 9) + 7, 17),
      completedAtMs: isResolved ? at((index % 9) + 9, 10) : null,
      outcome: isResolved ? 'resolvedOverdue' : 'inProcessOverdue',
    };
  });
}

function unknownOf(unit: Unit, month: string, counts: Counts): UnknownDossier[] {
  return Array.from({ length: counts.inProcessNoDueDate }, (_, index) => ({
    dossierCode: `${unit.unitId}-${month.slice(2, 4)}${month.slice(5)}20-${String(index + 1).padStart(4, '0')}`,
    procedure: procedures[index % procedures.length] ?? null,
    receivedAtMs: startOfDay(`${month}-20`, TIME_ZONE),
    dueAtMs: null,
    completedAtMs: null,
    inDenominator: true,
    cause: { kind: 'no-due-date' },
  }));
}

function receiptOf(day: string, fileNumber = 1): GoverningReceipt {
  const name = `${day}${fileNumber === 1 ? '' : `.${fileNumber}`}`;
  const receipt = acceptedReceiptSchema.parse({
    sourceId: SOURCE_ID,
    day,
    fileNumber,
    objectKey: `snapshots/${SOURCE_ID}/${name}.csv.gz`,
    readKey: `snapshots/${SOURCE_ID}/${name}.csv.gz`,
    objectDigest: sha256(name),
    receivedAt: `${addDays(day, 1)}T01:00:00Z`,
    rowsRead: 15_000,
    accepted: day.endsWith('15') ? 14_997 : 15_000,
    rejected: day.endsWith('15') ? 3 : 0,
    outside: 0,
    changed: 210,
    vanished: 0,
    rejectedKey: null,
    outcome: 'accepted',
    revision: 1,
    stateKey: `states/${day}`,
    stateDigest: sha256(`state ${day}`),
    priorDay: null,
    priorStateDigest: null,
    inputsDigest: sha256('inputs'),
    rulesDigest: 'rules',
    canonicalKey: `canonical/${SOURCE_ID}/${name}/copy.ndjson.gz`,
    canonicalDigest: sha256(`canonical ${name}`),
    release: null,
  });
  return receipt as GoverningReceipt;
}

/** The 9th of each month is quarantined, the 10th missing. */
async function receive(place: Place, firstDay: string, lastDay: string): Promise<void> {
  const receipts = new ReceiptStore(place.tables, place.tableNames.Snapshots);
  for (const day of daysBetween(firstDay, lastDay)) {
    if (day.endsWith('10')) continue;
    if (!day.endsWith('09')) await receipts.putAccepted(receiptOf(day), 0);
    else {
      await receipts.putQuarantined(
        quarantinedReceiptSchema.parse({
          ...receiptOf(day),
          outcome: 'quarantined',
          quarantineKey: `quarantine/${SOURCE_ID}/${day}.csv.gz`,
          rowsRead: 9_000,
          reasons: [{ code: 'shrunk', message: 'The file has 9000 rows, the day before had 15000.' }],
        }),
      );
    }
  }
}

export async function addFinding(place: Place, unitId: string, sentence: string): Promise<void> {
  await new FindingStore(place.tables, place.tableNames.Findings).notice({
    unitId,
    findingId: `due-date-moved-after-it-passed#${sha256(sentence).slice(0, 8)}`,
    kind: 'due-date-moved-after-it-passed',
    severity: 'warning',
    state: 'open',
    sourceId: SOURCE_ID,
    day: '2020-06-18',
    month: null,
    sentence,
    evidence: { dossierCodes: ['H01-200601-0001', 'H01-200601-0002'], before: '2020-06-10', after: '2020-06-30' },
    noticedAt: '2020-06-18T19:00:00Z',
  });
}

export async function addNotice(place: Place, noticeId: string, unit: Unit, subject: string): Promise<void> {
  const notice = noticeSchema.parse({
    noticeId,
    kind: 'digest',
    day: '2020-07-03',
    to: [unit.headEmail],
    cc: [],
    deputies: [],
    recipientName: unit.headName ?? '',
    unitIds: [unit.unitId],
    replaces: null,
    topics: [
      {
        kind: 'assignment',
        topicId: `1a#${unit.unitId}`,
        unitId: unit.unitId,
        unitName: unit.name,
        assignmentId: '664-1a',
        directive: '664/UBND-TH',
        item: '1a',
        title: 'Đưa tiến độ và kết quả giải quyết vào cổng của tỉnh',
        role: 'lead',
        reportTo: 'UBND tỉnh',
        dueOn: '2020-07-14',
        milestone: 7,
        workingDaysLeft: 7,
      },
    ],
    status: 'delivered',
    subject,
    claimedAt: '2020-07-03T00:30:00Z',
    messageId: `message-${noticeId}`,
    statusReason: null,
  });
  await place.tables.send(new PutCommand({ TableName: place.tableNames.Notices, Item: notice }));
  await new ToldTopicStore(place.tables, place.tableNames.Notices).markTold(`1a#${unit.unitId}`, noticeId, notice.day);
}
