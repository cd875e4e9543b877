import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { noticeCalendarGap } from '../../shared/finding/notice-calendar-gap.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { extensionsAllowed, movedDueDate } from '../finding/facts.ts';
import { type Place, registerProvince } from './fill-province.ts';

export const department: Unit = {
  unitId: 'so-xay-dung',
  name: 'Sở Xây dựng',
  tier: 'province',
  kind: 'department',
  parentUnitId: null,
  headName: 'Giám đốc Sở Xây dựng',
  headEmail: 'so-xay-dung@angiang.example',
  deputyEmails: [],
  ccEmails: [],
  validFrom: '2020-01-01',
  validTo: null,
};

export const health: Unit = { ...department, unitId: 'so-y-te', name: 'Sở Y tế', headName: null };

/** Vanished on 15/06/2020. */
export const vanished: Finding = {
  ...movedDueDate,
  unitId: health.unitId,
  findingId: 'vanished-while-open#portal#H01.09-200602-0007#2020-06-15',
  kind: 'vanished-while-open',
  sentence: 'Hồ sơ H01.09-200602-0007 đang giải quyết ngày 14/06/2020 nhưng không còn trong dữ liệu ngày 15/06/2020.',
  evidence: { dossierCode: 'H01.09-200602-0007', lastSeenOn: '2020-06-14' },
};

/** Of a procedure that no rule speaks of. */
export const unlawful: Finding = {
  ...movedDueDate,
  findingId: 'due-date-moved-after-it-passed#portal#H01.07-200603-0004#2020-06-16',
  day: '2020-06-16',
  sentence: 'Hồ sơ H01.07-200603-0004 đã quá hạn (11/06/2020 17:00) thì ngày hẹn trả được sửa thành 25/06/2020 17:00.',
  evidence: {
    dossierCode: 'H01.07-200603-0004',
    procedureCode: '1.009994',
    from: '11/06/2020 17:00',
    to: '25/06/2020 17:00',
  },
  noticedAt: '2020-06-17T00:30:00.000Z',
};

/** Findings in every state: open, explained, dismissed by a rule, resolved by the system, opened again. */
export async function fillFindings(place: Place): Promise<void> {
  await registerProvince(place, [department, health]);
  const store = new FindingStore(place.tables, place.tableNames.Findings);
  const gap = noticeCalendarGap({ year: '2021', expectedDays: [] }, '2020-11-02', '2020-11-02T00:00:00.000Z');
  for (const finding of [movedDueDate, vanished, unlawful, gap]) await store.notice(finding);
  await new DismissalRuleStore(place.tables, place.tableNames.Registry).putRule(extensionsAllowed);
  await store.move(unlawful, {
    state: 'explained',
    actor: 'Nguyễn Văn A, Sở Xây dựng',
    reason: 'Công dân bổ sung bản vẽ hoàn công ngày 10/06/2020',
    reference: '15/SXD-VP',
    at: '2020-06-20T02:00:00.000Z',
  });
  await store.resolve(gap, 'Lịch làm việc năm 2021 nay đã đủ.', '2020-11-10T00:00:00.000Z');
}
