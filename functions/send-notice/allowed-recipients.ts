import type { DigestOrder } from '../../shared/notice/notice.ts';

export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/**
 * The digest's recipients that this stage may mail: a trial must not reach the heads of the province.
 *
 * @param allowList `*`, or addresses separated by `;`
 */
export function allowedRecipients({ to, cc }: DigestOrder, allowList: string): Recipients {
  if (allowList.trim() === '*') return { to, cc };
  const allowed = new Set(allowList.split(';').map((address) => address.trim().toLowerCase()));
  const isAllowed = (address: string) => allowed.has(address.toLowerCase());
  return { to: to.filter(isAllowed), cc: cc.filter(isAllowed) };
}
