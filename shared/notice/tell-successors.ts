import type { Day } from '../calendar/day.ts';
import { isInForce } from '../calendar/validity.ts';
import { Lineage, type LineageRows } from '../unit/lineage.ts';
import type { Unit } from '../unit/unit.ts';
import { successorTopicId } from './deduction-topic-id.ts';
import type { DueTopic } from './due-topic.ts';

export interface Register extends LineageRows {
  readonly units: readonly Unit[];
}

/**
 * What is due to a unit that was merged or split, told to those it went into, in its name. The first of them is told
 * under the topic's own id, by which the ledger knows that it was told; each other one under an id of its own, unless the
 * old unit was told while it was there.
 */
export function tellSuccessors(dueTopics: readonly DueTopic[], day: Day, register: Register): DueTopic[] {
  const lineage = new Lineage(register);
  const units = new Map(register.units.filter((row) => isInForce(row, day)).map((unit) => [unit.unitId, unit]));
  return dueTopics.flatMap((due) => {
    const { unitId } = due.topic;
    const successors = units.has(unitId) ? [] : lineage.successorsOn(unitId, day);
    const reached = successors.flatMap((kin) => units.get(kin.unitId) ?? []);
    if (reached.length === 0) return [due];
    const isFull = successors.every((kin) => kin.isFull);
    const endedOn = lineage.rowsOutOf(unitId)[0]?.on ?? day;
    return reached.map((unit, position) => toldTo(unit, due, { isFull, isFirst: position === 0, endedOn }));
  });
}

interface Telling {
  readonly isFull: boolean;
  readonly isFirst: boolean;
  /** The day of the first merger or split of the old unit. */
  readonly endedOn: Day;
}

function toldTo(unit: Unit, due: DueTopic, { isFull, isFirst, endedOn }: Telling): DueTopic {
  const { topic } = due;
  const unitName = `${topic.unitName} (cũ, ${isFull ? 'nay' : 'một phần nay'} thuộc ${unit.name})`;
  const told = { ...topic, unitId: unit.unitId, unitName };
  if (isFirst) return { ...due, topic: told };
  // What it was told before, it was told under ids of its own, or the old unit under theirs.
  const own = (topicId: string) => successorTopicId(topicId, unit.unitId);
  const both = (topicIds: readonly string[]) => topicIds.flatMap((topicId) => [topicId, own(topicId)]);
  const { supersededBy, onlyAfter } = due;
  return {
    topic: { ...told, topicId: own(topic.topicId) },
    supersededBy: both(supersededBy),
    ...(onlyAfter !== undefined && { onlyAfter: both(onlyAfter) }),
    staleIfTold: { topicId: topic.topicId, before: endedOn },
  };
}
