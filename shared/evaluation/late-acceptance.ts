import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import { WorkingCalendar } from '../calendar/working-days.ts';
import { WorkingHours } from '../calendar/working-hours.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Policy } from '../policy/policy.ts';
import { LATE_ACCEPTANCE_RULE } from '../policy/rule.ts';
import { LateAcceptanceCounter } from './late-acceptance-counter.ts';
import type { RuleDefinition, RuledUnit } from './rule-definition.ts';
import type { AcceptanceRules } from './weigh-acceptance.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_LIMIT_HOURS = 8;
const DEFAULT_OFFICE_HOURS = ['07:00-11:00', '13:00-17:00'];

/** Since 2025 An Giang counts online dossiers that are not accepted within 8 working hours (plo.vn post880966, post894195). */
export const lateAcceptance: RuleDefinition = {
  rule: LATE_ACCEPTANCE_RULE,
  namesEveryUnit: false,
  needsCalendar: true,
  blindnessOf: ({ awaiting }) => (awaiting === undefined ? 'waiting-dossiers-not-shown' : null),
  counterOf: (unit, _isAfterEnd, zone, calendar) => new LateAcceptanceCounter(rulesOf(unit, zone, calendar)),
  formulaOf: ({ policy }) =>
    `late = online dossiers accepted more than ${limitHoursOf(policy)} working hours after submission, or not accepted at the period's end / online dossiers whose ${limitHoursOf(policy)} working hours ended in the period; working hours: ${officeHoursOf(policy).join(', ')} on the working days of the kept calendar; exceeded if late x threshold denominator > denominator x threshold numerator, with all unknown dossiers taken for accepted in time`,
};

function rulesOf(
  { policy, period }: RuledUnit,
  zone: ZoneOffsets,
  calendar: readonly CalendarEntry[],
): AcceptanceRules {
  const hours = new WorkingHours(new WorkingCalendar(calendar), officeHoursOf(policy), zone);
  return { period, zone, hours, limitMs: limitHoursOf(policy) * HOUR_MS };
}

function limitHoursOf(policy: Policy | null | undefined): number {
  return policy?.limitWorkingHours ?? DEFAULT_LIMIT_HOURS;
}

function officeHoursOf(policy: Policy | null | undefined): readonly string[] {
  return policy?.officeHours ?? DEFAULT_OFFICE_HOURS;
}
