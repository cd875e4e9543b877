/** The functions that enter and judge by themselves, on their schedules. */
const ownActors: readonly string[] = ['evaluate-month', 'settle-deductions'];

/** Who did something, for readers: people as they are named, the system's own functions as the system. */
export function actorWords(actor: string): string {
  return ownActors.includes(actor) ? 'Hệ thống (tự động)' : actor;
}
