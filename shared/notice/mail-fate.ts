import type { NoticeStatus } from './notice.ts';

/**
 * What befell an address, from what tells least to what tells most: SES gave up trying (a transient or undetermined
 * bounce), the mail was delivered, complained of, rejected by SES itself, or bounced for good. SES's events come in any
 * order: of several fates the last one here counts, and the last two lose the address for good. An answer of somebody who
 * is away is a transient bounce too, but what it answers was delivered; what SES rejects, it delivers to nobody.
 */
export const addressFates = ['gave-up', 'delivered', 'complained', 'rejected', 'bounced'] as const;
export type AddressFate = (typeof addressFates)[number];

export interface MailFate {
  /** In lower case. */
  readonly address: string;
  readonly fate: AddressFate;
  /** What SES, or the other mail server, said. */
  readonly reason: string;
}

/** As a notice keeps it, in a set of texts to which each event adds its own: `a@b.example bounced Permanent/General: …`. */
export function writeFate({ address, fate, reason }: MailFate): string {
  return `${address.toLowerCase()} ${fate} ${reason}`;
}

/** The reverse of writeFate; null for what is none. */
export function readFate(line: string): MailFate | null {
  const [, address, name, reason] = /^(\S+) (\S+) (.*)$/s.exec(line) ?? [];
  const fate = addressFates.find((known) => known === name);
  if (address === undefined || reason === undefined || fate === undefined) return null;
  return { address, fate, reason };
}

/** The fate of an address that counts; null: nothing was heard of it but that SES took the mail. */
export function fateOf(address: string, fates: readonly MailFate[]): AddressFate | null {
  const ranks = fates
    .filter((one) => isSameAddress(one.address, address))
    .map(({ fate }) => addressFates.indexOf(fate));
  return ranks.length === 0 ? null : (addressFates[Math.max(...ranks)] ?? null);
}

/** Whether a mail that SES took has reached an address, as far as is known. A complaint is made of what has arrived. */
export function isReached(address: string, fates: readonly MailFate[]): boolean {
  const fate = fateOf(address, fates);
  return fate === null || fate === 'delivered' || fate === 'complained';
}

/** Which fates of a notice's addressees make its status. */
const fatesOfStatus: Partial<Record<NoticeStatus, readonly AddressFate[]>> = {
  bounced: ['bounced', 'rejected'],
  failed: ['rejected'],
  complained: ['complained'],
};

/**
 * The status that a mail's fates give its notice. It only rises as fates are added (ranks: notice-status.ts), so that
 * any order of events ends in the same one: bounced where it bounced for good for each addressee, delivered where one
 * of them has it.
 */
export function statusByFates(
  addressees: readonly string[],
  fates: readonly MailFate[],
): Exclude<NoticeStatus, 'claimed'> {
  const known = addressees.map((address) => fateOf(address, fates));
  const isLost = known.every((fate) => fate === 'bounced' || fate === 'rejected');
  if (isLost && known.includes('bounced')) return 'bounced';
  // Of all that was heard of any of them, not of what counts: else a later bounce of one would lower it.
  const heard = (fate: AddressFate) => fatesOfAny(addressees, fates).some((one) => one.fate === fate);
  if (heard('complained')) return 'complained';
  if (heard('delivered')) return 'delivered';
  return isLost ? 'failed' : 'accepted';
}

function fatesOfAny(addresses: readonly string[], fates: readonly MailFate[]): MailFate[] {
  return fates.filter((one) => addresses.some((address) => isSameAddress(address, one.address)));
}

/** Why a notice has its status, by its fates; of several reasons the first by text, whatever came first. */
export function reasonByFates(
  status: NoticeStatus,
  addressees: readonly string[],
  fates: readonly MailFate[],
): string | null {
  const telling = fatesOfStatus[status] ?? [];
  const reasons = fatesOfAny(addressees, fates)
    .filter(({ fate }) => telling.includes(fate))
    .map(({ reason }) => reason);
  return reasons.sort()[0] ?? null;
}

export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
