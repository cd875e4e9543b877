import type { Policy } from '../policy/policy.ts';
import type { Rule } from '../policy/rule.ts';

/** What a rule is about, in the users' words. */
export interface RuleWords {
  /** A heading. */
  readonly name: string;
  /** `Tỷ lệ quá hạn` */
  readonly rate: string;
  /** What is said of a dossier that breaks the rule, and of one that keeps it: `quá hạn`, `đúng hạn`. */
  readonly broken: string;
  readonly kept: string;
  /** What the unit has to have some of in a month to be judged. */
  readonly dossiers: string;
  /** What is to be done about those that still break it. */
  readonly toDo: string;
  /** Why it may not be known of a dossier whether it breaks the rule. */
  readonly whyUnknown: string;
}

export const ruleWords: Readonly<Record<Rule, RuleWords>> = {
  'overdue-share': {
    name: 'Hồ sơ quá hạn',
    rate: 'Tỷ lệ quá hạn',
    broken: 'quá hạn',
    kept: 'đúng hạn',
    dossiers: 'hồ sơ nào cần xử lý',
    toDo: 'giải quyết ngay các hồ sơ còn quá hạn',
    whyUnknown: 'thiếu ngày hẹn trả, dữ liệu không đọc được hoặc không còn trong dữ liệu',
  },
  'late-acceptance': {
    name: 'Tiếp nhận hồ sơ trực tuyến chậm',
    rate: 'Tỷ lệ tiếp nhận chậm',
    broken: 'tiếp nhận chậm',
    kept: 'tiếp nhận đúng hạn',
    dossiers: 'hồ sơ trực tuyến nào đến hạn tiếp nhận',
    toDo: 'tiếp nhận hoặc trả lời ngay các hồ sơ còn chờ tiếp nhận',
    whyUnknown: 'không rõ thời điểm nộp hoặc hình thức nộp, dữ liệu không đọc được hoặc không còn trong dữ liệu',
  },
};

const byBasis: Readonly<Record<Policy['basis'], string>> = {
  handled: 'hồ sơ cần xử lý',
  'fell-due': 'hồ sơ đến hạn trả kết quả',
  resolved: 'hồ sơ đã giải quyết',
};

/** What the denominator of a rule counts; only the overdue share knows several bases. */
export function countedDossiers(rule: Rule, basis: Policy['basis'] | null): string {
  if (rule === 'late-acceptance') return 'hồ sơ trực tuyến đến hạn tiếp nhận';
  return byBasis[basis ?? 'handled'];
}
