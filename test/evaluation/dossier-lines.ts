import type { CanonicalLine } from '../../shared/snapshot/canonical-line.ts';
import { instant } from './canonical-lines.ts';

/** So many dossiers of one unit that went the same way. Times are the province's: `2021-08-21 08:00`. */
export interface Alike {
  readonly count: number;
  readonly received: string;
  readonly due: string;
  /** Absent: still open. */
  readonly completed?: string;
}

/** Lines of `don-vi`, made one by one: published figures are of hundreds of thousands of dossiers. */
export function* linesOf(groups: readonly Alike[]): Generator<CanonicalLine> {
  for (const [group, alike] of groups.entries()) {
    const { count, ...times } = alike;
    const dossier = dossierOf(times);
    for (let number = 0; number < count; number++) {
      yield { kind: 'dossier', dossier: { ...dossier, dossierCode: `${group}-${number}` } };
    }
  }
}

function dossierOf({ received, due, completed }: Omit<Alike, 'count'>) {
  const isCompleted = completed !== undefined;
  return {
    dossierCode: '',
    unitId: 'don-vi',
    procedureCode: null,
    procedureName: null,
    channel: 'online',
    receivedAtMs: Date.parse(instant(received)),
    dueAtMs: Date.parse(instant(due)),
    completedAtMs: isCompleted ? Date.parse(instant(completed)) : null,
    returnedAtMs: null,
    status: isCompleted ? '9' : '4',
    statusClass: isCompleted ? 'completed' : 'open',
    flags: [],
  } as const;
}
