import type { Evaluation } from '../../../../shared/evaluation/evaluation.ts';
import { OVERDUE_SHARE_RULE } from '../../../../shared/policy/rule.ts';

/** Names one revision of a unit's month by a rule. */
type RevisionName = Pick<Evaluation, 'unitId' | 'month' | 'rule' | 'revision'>;

/** The rules in addresses. */
export const ruleParameter = 'tieu-chi';
export const revisionParameter = 'lan';

/** Where each page lies. Ids may hold blanks, `&` and `#`. */
export const paths = {
  overview: (month?: string) => (month === undefined ? '/' : `/?thang=${month}`),
  unit: (unitId: string) => `/don-vi/${encodeURIComponent(unitId)}`,
  /** @param chosen absent: the latest revision by the rule of the overdue share */
  unitMonth: (unitId: string, month: string, chosen?: { readonly rule: string; readonly revision?: number }) =>
    `/don-vi/${encodeURIComponent(unitId)}/${month}${chosen === undefined ? '' : queryOf(chosen)}`,
  evidence: (name: RevisionName) => `${folderOf(name)}/chung-cu.csv${queryOf(name)}`,
  riseList: (name: Pick<RevisionName, 'unitId' | 'month'>) => `${folderOf(name)}/ho-so-qua-han-tang.csv`,
  manifest: (name: RevisionName) => `${folderOf(name)}/ban-ke-can-cu.json${queryOf(name)}`,
  statement: (unitId: string, year: string) => `/don-vi/${encodeURIComponent(unitId)}/so-diem-tru-${year}.xlsx`,
  mailbox: (month?: string) => (month === undefined ? '/thu' : `/thu?thang=${month}`),
  unreachable: '/khong-nhan-duoc-thu',
  mail: (messageId: string) => `/thu/${encodeURIComponent(messageId)}`,
  mailBody: (messageId: string) => `/thu/${encodeURIComponent(messageId)}/noi-dung`,
  attachment: (messageId: string, index: number) => `/thu/${encodeURIComponent(messageId)}/tep/${index}`,
  snapshots: '/du-lieu',
  /** @param chosen null or absent: all */
  findings: (chosen: FindingsChoice = {}) => `/phat-hien${queryOfFindings(chosen)}`,
  assignments: '/bao-cao',
} as const;

interface FindingsChoice {
  readonly unitId?: string | null;
  readonly kind?: string | null;
  readonly state?: string | null;
  /** From 1. */
  readonly sheet?: number;
}

function queryOfFindings({ unitId, kind, state, sheet = 1 }: FindingsChoice): string {
  const chosen = { 'don-vi': unitId, loai: kind, 'trang-thai': state, trang: sheet === 1 ? null : String(sheet) };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) if (value) query.set(name, value);
  return query.size === 0 ? '' : `?${query}`;
}

function folderOf({ unitId, month }: Pick<RevisionName, 'unitId' | 'month'>): string {
  return `/don-vi/${encodeURIComponent(unitId)}/${month}`;
}

function queryOf({ rule, revision }: { readonly rule: string; readonly revision?: number }): string {
  const query = new URLSearchParams();
  if (rule !== OVERDUE_SHARE_RULE) query.set(ruleParameter, rule);
  if (revision !== undefined) query.set(revisionParameter, String(revision));
  return query.size === 0 ? '' : `?${query}`;
}
