import { addDays, type Day } from '../calendar/day.ts';
import { isInForce } from '../calendar/validity.ts';
import { startOfDay, ZoneOffsets } from '../calendar/zone.ts';
import type { Source } from '../source/source.ts';
import type { UnitCode } from '../unit/unit.ts';
import { codeTable, plainForm } from './code-table.ts';
import { dateReader } from './read-date.ts';
import type { RowContext } from './read-row.ts';
import { SERIAL_FORMAT } from './xlsx-serial.ts';

/**
 * What reading a source's rows on a day depends on, made of the registry's rows.
 *
 * @param holderOf unit -> the unit that has on that day what is stated under it
 */
export function rowContextOf(
  source: Source,
  unitCodes: readonly UnitCode[],
  day: Day,
  holderOf: (unitId: string) => string = (unitId) => unitId,
): RowContext {
  const zone = new ZoneOffsets(source.timeZone);
  const units = unitsByCode(unitCodes, source.sourceId, day, holderOf);
  const { window } = source;
  return {
    source,
    // In a workbook dates are mostly numbers: those come in a form of their own.
    readDate: dateReader([...source.dateFormats, SERIAL_FORMAT], zone, source.midnightIsTime),
    statusClassOf: codeTable(Object.entries(source.statuses)),
    channelOf: codeTable(Object.entries(source.channels)),
    isAwaiting: codeTable((source.awaiting ?? []).map((code) => [code, 'awaiting'] as const)),
    unitOf: codeTable(units),
    windowFromMs: window.from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(window.from, source.timeZone),
    // The day is the last full one that the file holds: nothing in it can have happened after the day that follows.
    endMs: startOfDay(addDays(day, 2), source.timeZone),
  };
}

/**
 * code -> unit on a day. A code that is no longer in force still stands for the unit that had it last: exports keep the
 * dossiers of units that have been merged away. Of these the unit has them that the old one went into.
 */
export function unitsByCode(
  unitCodes: readonly UnitCode[],
  sourceId: string,
  day: Day,
  holderOf: (unitId: string) => string = (unitId) => unitId,
): Map<string, string> {
  const begun = unitCodes.filter((row) => row.sourceId === sourceId && row.validFrom <= day);
  const byCode = new Map<string, UnitCode>();
  for (const row of begun) {
    const code = plainForm(row.code);
    const known = byCode.get(code);
    const isBetter = known === undefined || isInForce(row, day) || row.validFrom > known.validFrom;
    if (isBetter && !(known !== undefined && isInForce(known, day))) byCode.set(code, row);
  }
  return new Map([...byCode].map(([code, row]) => [code, holderOf(row.unitId)]));
}
