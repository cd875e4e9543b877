/**
 * When an admin's order came, or a mail was taken up, ISO 8601 in UTC: the machine's clock, read once at the handler's
 * edge and handed on as data. Local mode walks a calendar of its own and sets SIMULATED_NOW; no deployed function has
 * that variable.
 */
export function orderedAt(): string {
  return new Date(process.env.SIMULATED_NOW ?? Date.now()).toISOString();
}
