import type { Assignment } from './assignment.ts';

export interface AssignedUnit {
  readonly unitId: string;
  readonly role: 'lead' | 'coordinating';
}

/** Who has to report on an assignment: the lead unit, then the coordinating units, each once. */
export function assignedUnits(assignment: Assignment): AssignedUnit[] {
  const coordinating = new Set(assignment.coordinatingUnitIds);
  coordinating.delete(assignment.leadUnitId);
  return [
    { unitId: assignment.leadUnitId, role: 'lead' },
    ...[...coordinating].map((unitId) => ({ unitId, role: 'coordinating' as const })),
  ];
}
