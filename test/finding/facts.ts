import type { DismissalRule } from '../../shared/finding/dismissal-rule.ts';
import type { Finding } from '../../shared/finding/finding.ts';

/** A due date that was moved after it had passed, noticed from the file of 15/06/2020. */
export const movedDueDate: Finding = {
  unitId: 'so-xay-dung',
  findingId: 'due-date-moved-after-it-passed#portal#H01.07-200601-0001#2020-06-15',
  kind: 'due-date-moved-after-it-passed',
  severity: 'warning',
  state: 'open',
  sourceId: 'portal',
  day: '2020-06-15',
  month: null,
  sentence: 'Hồ sơ H01.07-200601-0001 đã quá hạn (12/06/2020 17:00) thì ngày hẹn trả được sửa thành 30/06/2020 17:00.',
  evidence: {
    dossierCode: 'H01.07-200601-0001',
    procedureCode: '1.004257',
    from: '12/06/2020 17:00',
    to: '30/06/2020 17:00',
  },
  noticedAt: '2020-06-16T00:30:00.000Z',
};

/** Extensions of one procedure, for half a year. */
export const extensionsAllowed: DismissalRule = {
  ruleId: '2020-gia-han-dat-dai',
  kinds: ['due-date-moved-after-it-passed'],
  unitId: null,
  procedureCode: '1.004257',
  reason: 'Được gia hạn theo quy định',
  reference: '812/UBND-KSTT',
  actor: 'chanh-van-phong',
  validFrom: '2020-06-01',
  until: '2020-12-31',
  orderedAt: '2020-06-20T02:00:00.000Z',
  end: null,
};
