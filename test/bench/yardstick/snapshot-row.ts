import { type Procedure, procedures } from './procedures.ts';
import { hash32, randomNumbers, share } from './random.ts';
import { DAY_MS, dayText, timeText } from './wall-clock.ts';

export const columns = [
  'dossier_code',
  'unit_code',
  'procedure_code',
  'procedure_name',
  'applicant_type',
  'channel',
  'received_at',
  'due_at',
  'resolved_at',
  'status',
  'updated_at',
  'fee_vnd',
] as const;

/** 20 departments, and 130 district and commune offices. */
export const unitCodes: readonly string[] = [
  ...Array.from({ length: 20 }, (_, at) => `000.00.${String(at + 1).padStart(2, '0')}.H01`),
  ...Array.from({ length: 130 }, (_, at) => `000.${21 + Math.floor(at / 10)}.${11 + (at % 10)}.H01`),
];

const openStatuses = ['RECEIVED', 'PROCESSING', 'SUPPLEMENT', 'WAITING_FEE'] as const;

/** A dossier's fields by column; a planted defect may put anything into one. */
export type SnapshotRow = Record<(typeof columns)[number], string>;

export type SnapshotNumber = 1 | 2;

const FIRST_DAY_MS = Date.UTC(2026, 0, 1);
const DAYS = 325;
const CARRIED_DAYS = 60;
/** When each snapshot is cut off: 23:00 on 21/11/2026, and a day later. */
const asOfMs = { 1: Date.UTC(2026, 10, 21, 23), 2: Date.UTC(2026, 10, 22, 23) } as const;

const TEN_MINUTES_MS = 600_000;
const AT_0730_MS = 27_000_000;
const AT_0900_MS = 32_400_000;
const AT_1700_MS = 61_200_000;

const CARRIED_OVER = 0.03;
const NEW = 0.003;
const CHANGED = 0.015;
const INVALID = 0.0005;

/** How many dossiers a snapshot is about, those that it no longer holds among them. */
export function dossiersIn(rows: number, snapshot: SnapshotNumber): number {
  return snapshot === 1 ? rows : rows + Math.round(rows * NEW);
}

/**
 * The row of one dossier, or null where the second snapshot has lost it. Of the first snapshot's dossiers the second has
 * changed 1.5%, most of them in nothing but fee and stamp, and lost 0.005%; it adds 0.3%. In both, 0.05% are invalid,
 * and 0.002% bear the code of the dossier before.
 *
 * @param index 0, 1, 2 ... in the order of receipt
 * @param rows dossiers of the first snapshot
 */
export function rowOf(index: number, rows: number, snapshot: SnapshotNumber): SnapshotRow | null {
  const fate = snapshot === 2 && index < rows ? share(index ^ 0x2545f491) : 1;
  if (fate > 0.9 && fate < 0.90005) return null;
  const isChanged = fate < CHANGED;
  const row = soundRow(index, rows, snapshot, isChanged);
  const chance = share(index ^ 0x1b873593);
  if (chance < INVALID && !isChanged) return { ...row, ...defects[Math.floor(chance * 2e6) % defects.length]?.(row) };
  const isDoubled = chance > 0.99998 && index > 1 && index < rows;
  const before = isDoubled ? rowOf(index - 1, rows, snapshot) : null;
  return before === null ? row : { ...row, dossier_code: before.dossier_code, unit_code: before.unit_code };
}

/** What portals have been seen to send, or a reader must be ready for. */
const defects: readonly ((row: SnapshotRow) => Partial<SnapshotRow>)[] = [
  ({ received_at }) => ({ received_at: `${received_at.slice(0, 5)}13${received_at.slice(7)}` }),
  () => ({ status: 'DONE' }),
  () => ({ due_at: '' }),
  () => ({ channel: 'Online ' }),
  () => ({ fee_vnd: '15.000đ' }),
  () => ({ unit_code: '999.99.99.H01' }),
  () => ({ resolved_at: '2025-01-02 08:00:00', status: 'RESOLVED' }),
  ({ dossier_code }) => ({ dossier_code: dossier_code.slice(0, 20) }),
  () => ({ resolved_at: '', status: 'RESOLVED' }),
];

/** A dossier's life, as drawn. Times are the wall clock's, in milliseconds, kept as if it were UTC. */
interface Life {
  readonly receivedMs: number;
  readonly dueMs: number;
  /** Infinity: never. */
  readonly resolvedMs: number;
  /** When it was last touched while open, if it is. */
  readonly touchedMs: number;
  /** In [0, 1): which open status it has, and how it changes. */
  readonly mood: number;
  /** After the first snapshot: when a changed one was changed. */
  readonly changedMs: number;
}

function soundRow(index: number, rows: number, snapshot: SnapshotNumber, isChanged: boolean): SnapshotRow {
  const random = randomNumbers(hash32(index ^ 0x51ed270b));
  const { dayMs, place } = placeOf(index, rows);
  const procedure = procedures[Math.floor(random() ** 2 * procedures.length)] as Procedure;
  const life = liveThrough(random, dayMs, procedure.days, index < Math.floor(rows * CARRIED_OVER) ? index : null);
  const lastMs = index >= rows ? asOfMs[snapshot] : asOfMs[1];
  const standing = standingOf(life, lastMs, asOfMs[snapshot], isChanged);
  const unitCode = unitCodes[place % unitCodes.length] as string;
  const number = String(Math.floor(place / unitCodes.length) + 1).padStart(4, '0');
  return {
    dossier_code: `${unitCode}-${dayText(dayMs).slice(2).replaceAll('-', '')}-${number}`,
    unit_code: unitCode,
    procedure_code: procedure.code,
    procedure_name: procedure.name,
    applicant_type: random() < 0.86 ? 'CA_NHAN' : 'TO_CHUC',
    channel: random() < 0.55 ? 'online' : 'direct',
    received_at: timeText(life.receivedMs),
    due_at: timeText(life.dueMs),
    resolved_at: standing.resolvedMs === null ? '' : timeText(standing.resolvedMs),
    status: standing.status,
    updated_at: timeText(standing.updatedMs),
    fee_vnd: String(procedure.feeDong + (standing.isFeeRaised ? 5000 : 0)),
  };
}

/** The day on which a dossier is received, and its place in that day: 3% before the year's begin, the new on the last day. */
function placeOf(index: number, rows: number): { dayMs: number; place: number } {
  const carried = Math.floor(rows * CARRIED_OVER);
  if (index >= rows) return { dayMs: FIRST_DAY_MS + DAYS * DAY_MS, place: index - rows };
  if (index < carried) return spread(index, Math.ceil(carried / CARRIED_DAYS), -CARRIED_DAYS);
  return spread(index - carried, Math.ceil((rows - carried) / DAYS), 0);
}

function spread(index: number, perDay: number, firstDay: number): { dayMs: number; place: number } {
  const day = firstDay + Math.floor(index / perDay);
  return { dayMs: FIRST_DAY_MS + day * DAY_MS, place: index % perDay };
}

function liveThrough(random: () => number, dayMs: number, days: number, carriedIndex: number | null): Life {
  const receivedMs = dayMs + AT_0730_MS + Math.floor(random() * 34_200) * 1000;
  const dueMs = dayMs + days * DAY_MS + AT_1700_MS;
  const luck = random();
  const pace = random();
  const drawnMs = resolvedAt({ receivedMs, dueMs, dayMs, days, luck, pace });
  const isBeforeYear = carriedIndex !== null && drawnMs < FIRST_DAY_MS;
  return {
    receivedMs,
    dueMs,
    resolvedMs: isBeforeYear ? resolvedInNewYear(carriedIndex, luck, pace) : drawnMs,
    touchedMs: receivedMs + Math.floor((pace * 3 * DAY_MS) / 1000) * 1000,
    mood: random(),
    changedMs: asOfMs[1] + AT_0900_MS + Math.floor(pace * 40_000) * 1000,
  };
}

interface Drawn {
  readonly receivedMs: number;
  readonly dueMs: number;
  readonly dayMs: number;
  readonly days: number;
  readonly luck: number;
  readonly pace: number;
}

/** 62% early, 24% on the due day, 9% late, 5% never. */
function resolvedAt({ receivedMs, dueMs, dayMs, days, luck, pace }: Drawn): number {
  const soonestMs = receivedMs + TEN_MINUTES_MS;
  if (luck < 0.62) {
    const earlyMs = dayMs + Math.floor(days * (0.2 + 0.65 * pace)) * DAY_MS + AT_0900_MS;
    return Math.max(soonestMs, earlyMs + Math.floor(pace * 25_000) * 1000);
  }
  if (luck < 0.86) return Math.max(soonestMs, dayMs + days * DAY_MS + AT_0900_MS + Math.floor(pace * 28_000) * 1000);
  if (luck < 0.95) return dueMs + Math.floor(((0.02 + pace) * days * 0.6 * DAY_MS) / 1000) * 1000;
  return Number.POSITIVE_INFINITY;
}

function resolvedInNewYear(index: number, luck: number, pace: number): number {
  if (luck >= 0.9) return Number.POSITIVE_INFINITY;
  return FIRST_DAY_MS + Math.floor(pace * 40) * DAY_MS + AT_0900_MS + (index % 20_000) * 1000;
}

interface Standing {
  readonly status: string;
  readonly resolvedMs: number | null;
  readonly updatedMs: number;
  readonly isFeeRaised: boolean;
}

/** @param lastMs what was resolved later is open still, unless it is changed */
function standingOf(life: Life, lastMs: number, snapshotMs: number, isChanged: boolean): Standing {
  const { resolvedMs, changedMs, mood } = life;
  if (resolvedMs <= lastMs) {
    return { status: 'RESOLVED', resolvedMs, updatedMs: isChanged ? changedMs : resolvedMs, isFeeRaised: isChanged };
  }
  if (isChanged && mood < 0.7) {
    return { status: 'RESOLVED', resolvedMs: changedMs, updatedMs: changedMs, isFeeRaised: false };
  }
  const status = openStatuses[Math.floor(mood * 4 + (isChanged ? 1 : 0)) % 4] as string;
  const updatedMs = isChanged ? changedMs : Math.min(snapshotMs, life.touchedMs);
  return { status, resolvedMs: null, updatedMs, isFeeRaised: false };
}
