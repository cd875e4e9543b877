import * as z from 'zod';
import { type Day, daySchema } from '../calendar/day.ts';
import { instantTextSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';
import { type Topic, topicSchema } from './notice.ts';

export type TopicKind = Topic['kind'];

/** Every kind of topic that there is. */
export const topicKindSchema = z.enum(topicSchema.options.map(({ shape }) => shape.kind.value));

/** A unit loses standing by what these tell, and time for explaining itself runs from the mail: always told. */
export const neverMuted: readonly TopicKind[] = ['deduction', 'deduction-lifted'];

/** That a unit is told nothing of some kinds for a time, or (`until` null) that such an order is lifted. */
export const muteSchema = z.object({
  unitId: textSchema,
  /** Counts the unit's orders from 1: of two about one kind the later stands. */
  number: positiveIntegerSchema,
  kinds: z.array(topicKindSchema).min(1),
  /** The last day on which they are not told; null: they are told again from now on. */
  until: daySchema.nullable(),
  actor: textSchema,
  reason: textSchema,
  orderedAt: instantTextSchema,
});
export type Mute = z.infer<typeof muteSchema>;

/** unitId -> kind -> the order that stands on a day; nothing of kinds that are told. */
export type MutesOnDay = ReadonlyMap<string, ReadonlyMap<TopicKind, Mute>>;

/**
 * Which orders stand on a day: of each unit and kind the last one, while it lasts. They expire by themselves.
 *
 * @param orders in any order
 */
export function mutesOn(orders: readonly Mute[], day: Day): MutesOnDay {
  const byUnit = Map.groupBy(orders, ({ unitId }) => unitId);
  return new Map([...byUnit].map(([unitId, ofUnit]) => [unitId, standing(ofUnit, day)]));
}

function standing(orders: readonly Mute[], day: Day): ReadonlyMap<TopicKind, Mute> {
  const last = new Map<TopicKind, Mute>();
  for (const order of orders.toSorted((one, other) => one.number - other.number)) {
    for (const kind of order.kinds) last.set(kind, order);
  }
  return new Map([...last].filter(([, { until }]) => until !== null && day <= until));
}

/** Whether a unit is not told a topic on the day; what may never be muted is told whatever stands in the table. */
export function isMuted({ unitId, kind }: Pick<Topic, 'unitId' | 'kind'>, mutes: MutesOnDay): boolean {
  return !neverMuted.includes(kind) && mutes.get(unitId)?.has(kind) === true;
}
