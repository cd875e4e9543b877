import * as z from 'zod';
import { dayAt } from '../../shared/calendar/zone.ts';
import { draftMute, type MuteOrder } from '../../shared/notice/draft-mute.ts';
import { type Mute, muteSchema, neverMuted, topicKindSchema } from '../../shared/notice/mute.ts';
import type { MuteStore } from '../../shared/notice/mute-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';

const muteOrderSchema = muteSchema.pick({ unitId: true, kinds: true, until: true }).extend(enteredShape).strict();

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseMuteOrder(event: unknown): MuteOrder {
  const kinds = topicKindSchema.options.filter((kind) => !neverMuted.includes(kind));
  const parsed = muteOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'mute-notices takes {unitId, kinds: [...], until: yyyy-mm-dd (the last day on which nothing is told; null: tell ' +
      `again from now on), actor, reason}; kinds are ${kinds.join(', ')} (${neverMuted.join(' and ')} cannot be muted). Nothing was written.\n` +
      z.prettifyError(parsed.error),
    { cause: parsed.error },
  );
}

export interface MuteStores {
  readonly registry: Pick<RegistryStore, 'units'>;
  readonly mutes: MuteStore;
}

/**
 * Lets a unit be told nothing of some kinds for a time, or again. What is due meanwhile is told afterwards, if it is
 * still due then. The same order again changes nothing.
 *
 * @param now ISO 8601 instant: when the order came
 * @throws DomainError `UNIT_UNKNOWN`, `KIND_NEVER_MUTED`, `MUTE_ENDS_TOO_EARLY`, `MUTE_ENDS_TOO_LATE`
 */
export async function muteNotices(
  order: MuteOrder,
  now: string,
  timeZone: string,
  { registry, mutes }: MuteStores,
): Promise<{ isNew: boolean; order: MuteOrder | Mute }> {
  await refuseUnknownUnit(order.unitId, registry);
  const moment = { day: dayAt(Date.parse(now), timeZone), at: now };
  for (;;) {
    const mute = draftMute(order, await mutes.ofUnit(order.unitId), moment);
    if (mute === null) return { isNew: false, order };
    // A lost race for the number means reading again: the other order may ask for the same.
    if (await mutes.put(mute)) return { isNew: true, order: mute };
  }
}

async function refuseUnknownUnit(unitId: string, registry: MuteStores['registry']): Promise<void> {
  const units = await registry.units();
  if (units.some((unit) => unit.unitId === unitId)) return;
  throw new DomainError(
    'UNIT_UNKNOWN',
    `The registry has no unit ${unitId}: look up its id in units.csv. Nothing was written.`,
  );
}
