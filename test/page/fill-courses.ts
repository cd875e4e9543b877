import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Approval } from '../../shared/evaluation/approval.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { judgeShare } from '../../shared/evaluation/judge-unit.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { accountOf, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { type Decision, decideOnDeduction } from '../../shared/ledger/decide-on-deduction.ts';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import { draftExplanation } from '../../shared/ledger/draft-explanation.ts';
import { settleDeduction } from '../../shared/ledger/settle-deduction.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import { policySchema } from '../../shared/policy/policy.ts';
import { LATE_ACCEPTANCE_RULE } from '../../shared/policy/rule.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import {
  judge,
  keep,
  ledgerOf,
  type MonthFigures,
  type Place,
  policiesOf,
  register,
  registerProvince,
  SOURCE_ID,
  TIME_ZONE,
} from './fill-province.ts';

const MONTH = '2020-06';

function unit(unitId: string, name: string, tier: Unit['tier'] = 'province'): Unit {
  return {
    unitId,
    name,
    tier,
    kind: tier === 'province' ? 'department' : 'locality',
    parentUnitId: null,
    headName: 'Nguyễn Văn A',
    headEmail: `${unitId}@angiang.example`,
    deputyEmails: [],
    ccEmails: [],
    validFrom: '2020-01-01',
    validTo: null,
  };
}

const revised = unit('so-xay-dung', 'Sở Xây dựng');
const draft = unit('so-y-te', 'Sở Y tế');
const redrafted = unit('so-cong-thuong', 'Sở Công Thương');
const explaining = unit('so-tu-phap', 'Sở Tư pháp');
const reversed = unit('an-phu', 'Ủy ban nhân dân huyện An Phú', 'district');
const twoRules = unit('so-gtvt', 'Sở Giao thông vận tải');

/** 12 of 430 = 2,79%, over 2%. */
const exceeding: MonthFigures = {
  received: 400,
  carriedOver: 30,
  resolvedOverdue: 7,
  inProcessOverdue: 5,
  inProcessNoDueDate: 0,
};

/** The mail that tells a proposal to its unit's head. */
export const NOTICE_ID = 'digest#2020-07-02#so-tu-phap';

/** A June in which each unit's deduction takes another course. */
export async function fillCourses(place: Place): Promise<void> {
  await registerProvince(place, [revised, draft, redrafted, explaining, reversed, twoRules]);
  await judgeThreeTimes(place);
  await judge(place, draft, MONTH, exceeding, { policy: { approval: 'required', explanationWorkingDays: 5 } });
  await redraft(place);
  await letExplain(place);
  await reverse(place);
  await judgeByTwoRules(place);
}

/** Exceeded; then, by a corrected file, 5 of 428 = 1,17%; then 9 of 430 = 2,09% and 2 unknown. */
async function judgeThreeTimes(place: Place): Promise<void> {
  await judge(place, revised, MONTH, exceeding);
  const corrected = { received: 400, carriedOver: 28, resolvedOverdue: 3, inProcessOverdue: 2, inProcessNoDueDate: 0 };
  await judge(place, revised, MONTH, corrected, {
    revision: 2,
    order: { actor: 'Trần Thị B, Sở Nội vụ', reason: 'Cổng dịch vụ công gửi lại tệp ngày 30/06' },
    fileNumber: 2,
    recordedAt: '2020-07-10T02:00:00.000Z',
  });
  const audited = { received: 400, carriedOver: 30, resolvedOverdue: 5, inProcessOverdue: 4, inProcessNoDueDate: 2 };
  await judge(place, revised, MONTH, audited, {
    revision: 3,
    order: { actor: 'Lê Văn C, Thanh tra tỉnh', reason: 'Tệp gửi lại bỏ sót hồ sơ quá hạn' },
    fileNumber: 3,
    recordedAt: '2020-07-20T02:30:00.000Z',
  });
  const findings = new FindingStore(place.tables, place.tableNames.Findings);
  const own = findingOf(revised.unitId, 'past-changed', 'Theo dữ liệu ngày 31/07/2020, số hồ sơ quá hạn là 4.');
  await findings.notice({ ...own, day: '2020-07-31' });
  await findings.notice(findingOf('so-tttt', 'governing-file-changed', 'Dữ liệu chốt tháng 6/2020 được gửi lại.'));
  await findings.notice({ ...own, findingId: 'may', month: '2020-05', sentence: 'Về tháng 5/2020.' });
}

function findingOf(unitId: string, kind: Finding['kind'], sentence: string): Finding {
  return {
    unitId,
    findingId: `${kind}#${MONTH}`,
    kind,
    severity: 'warning',
    state: 'open',
    sourceId: SOURCE_ID,
    day: '2020-06-30',
    month: MONTH,
    sentence,
    evidence: {},
    noticedAt: '2020-08-01T00:00:00Z',
  };
}

/** The first revision is approved, the second one waits. */
async function redraft(place: Place): Promise<void> {
  const policy = { approval: 'required' } as const;
  const first = await judge(
    place,
    redrafted,
    MONTH,
    { ...exceeding, resolvedOverdue: 0, inProcessOverdue: 1 },
    { policy },
  );
  await new ApprovalStore(place.tables, place.tableNames.Registry).keep(approvalOf(first));
  await judge(place, redrafted, MONTH, exceeding, {
    policy,
    revision: 2,
    order: { actor: 'Trần Thị B, Sở Nội vụ', reason: 'Bổ sung dữ liệu còn thiếu' },
    recordedAt: '2020-07-10T02:00:00.000Z',
  });
}

function approvalOf({ unitId, month, rule, revision, digest }: Evaluation): Approval {
  const facts = { actor: 'Văn phòng UBND tỉnh', reason: 'Đã đối chiếu', approvedAt: '2020-07-03T01:15:00.000Z' };
  return { unitId, month, rule, revision, evaluationDigest: digest, ...facts };
}

const WINDOW = { explanationWorkingDays: 5 } as const;

/** Told on Thursday 02/07: five working days (03, 06, 07, 08, 09) end on 09/07. */
async function letExplain(place: Place): Promise<void> {
  await judge(place, explaining, MONTH, exceeding, { policy: WINDOW });
  await tell(place, explaining.unitId);
}

/** Proposed, told, explained, confirmed by a person, and reversed. */
async function reverse(place: Place): Promise<void> {
  // 36 of 1.000 = 3,6%: over 3,5%
  const figures = { received: 900, carriedOver: 100, resolvedOverdue: 30, inProcessOverdue: 6, inProcessNoDueDate: 0 };
  const { unitId, month, rule, ...evaluation } = await judge(place, reversed, MONTH, figures, { policy: WINDOW });
  await tell(place, unitId);
  const explanation = {
    ...{ unitId, month, rule, receivedOn: '2020-07-07', reference: '15/UBND-VP' },
    ...{ text: 'Hệ thống một cửa của huyện ngừng hoạt động từ ngày 10 đến ngày 12/06.', actor: 'Sở Nội vụ' },
    reason: 'Nhận công văn giải trình.',
  };
  const explainedAt = '2020-07-07T03:00:00.000Z';
  await enter(place, unitId, (entries) => draftExplanation(entries, explanation, explainedAt, TIME_ZONE).draft ?? null);
  const decisions: readonly (readonly [Pick<Decision, 'decision' | 'reason' | 'reference'>, string])[] = [
    [{ decision: 'confirm', reason: 'Giải trình chưa kèm tài liệu chứng minh.', reference: '88/QĐ-SNV' }, '2020-07-10'],
    [{ decision: 'reverse', reason: 'Đã có biên bản xác nhận sự cố.', reference: '95/QĐ-SNV' }, '2020-07-20'],
  ];
  for (const [decided, on] of decisions) {
    const decision = { unitId, month, rule, actor: 'Sở Nội vụ', ...decided };
    const circumstances = {
      at: `${on}T03:00:00.000Z`,
      on,
      latest: { unitId, month, rule, ...evaluation },
      approval: null,
    };
    await enter(place, unitId, (entries) => decideOnDeduction(entries, decision, circumstances).draft ?? null);
  }
}

async function tell(place: Place, unitId: string): Promise<void> {
  const acceptance = { noticeId: NOTICE_ID, on: '2020-07-02' };
  const day = { on: '2020-07-03', at: '2020-07-03T01:00:00.000Z', calendar: new WorkingCalendar([]) };
  await enter(place, unitId, (entries) => {
    const deduction = findDeduction(entries, { month: MONTH, rule: 'overdue-share' });
    return deduction && settleDeduction(deduction, acceptance, day);
  });
}

type Entries = Parameters<typeof findDeduction>[0];

async function enter(place: Place, unitId: string, decide: (entries: Entries) => LedgerDraft | null): Promise<void> {
  const { ledger, ledgerCopies } = ledgerOf(place);
  await ledger.enter(accountOf(unitId, MONTH), decide, ledgerCopies);
}

/** Passed by the share of overdue dossiers (2 of 120 = 1,67%), exceeded by late acceptance (6 of 60 = 10%, over 5%). */
async function judgeByTwoRules(place: Place): Promise<void> {
  const figures = { received: 110, carriedOver: 10, resolvedOverdue: 2, inProcessOverdue: 0, inProcessNoDueDate: 0 };
  await judge(place, twoRules, MONTH, figures);
  const policy = policySchema.parse({
    ...policiesOf('province').at(-1),
    policyId: 'province-late-acceptance',
    rule: LATE_ACCEPTANCE_RULE,
    thresholdNumerator: 5,
    thresholdDenominator: 100,
  });
  await register(place, 'policy', [policy]);
  const rules = monthRulesOf([policy], 'province', MONTH, TIME_ZONE, LATE_ACCEPTANCE_RULE);
  const judgement = judgeShare(rules, { share: { overdue: 6, denominator: 60 }, unknown: [] });
  const late = { month: MONTH, rule: LATE_ACCEPTANCE_RULE, rules, counts: null, judgement, judging: {} } as const;
  await keep(place, twoRules, { ...late, dossiers: { overdue: [], unknown: [] } });
}
