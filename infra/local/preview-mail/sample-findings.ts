import type { FindingsRow } from '../../../shared/notice/finding-topic.ts';
import type { Topic } from '../../../shared/notice/notice.ts';

const BUILDING = { unitId: 'so-xay-dung', unitName: 'Sở Xây dựng' };

/** Dossiers whose due dates were moved after they had passed. */
export function movedDueDates(count: number): Topic {
  return {
    kind: 'findings',
    topicId: `findings#so-xay-dung#due-date-moved-after-it-passed#2020-07-08#${count}`,
    ...BUILDING,
    findingKind: 'due-date-moved-after-it-passed',
    day: '2020-07-08',
    month: null,
    findings: Array.from({ length: count }, (_, at) => {
      const dossierCode = `000.00.19.H01-200622-${String(at + 1).padStart(4, '0')}`;
      const sentence = `Hồ sơ ${dossierCode} đã quá hạn (17:00 ngày 06/07/2020) thì ngày hẹn trả được sửa thành 17:00 ngày 20/07/2020.`;
      return { findingId: `due-date-moved-after-it-passed#${dossierCode}`, dossierCode, sentence };
    }),
    total: count,
  };
}

/** A commune that takes part as a matter of form. */
export function perfunctory(): Topic {
  return {
    kind: 'findings',
    topicId: 'findings#ubnd-xa-my-binh#participation-perfunctory#2020-06#1',
    unitId: 'ubnd-xa-my-binh',
    unitName: 'UBND xã Mỹ Bình',
    findingKind: 'participation-perfunctory',
    day: null,
    month: '2020-06',
    findings: [
      {
        findingId: 'participation-perfunctory#2020-06',
        dossierCode: null,
        sentence:
          'Tháng 6/2020, UBND xã Mỹ Bình tham gia hệ thống một cửa còn hình thức: 12 ngày làm việc liên tiếp không cập nhật hồ sơ nào ' +
          'dù còn hồ sơ đang giải quyết; 21 trên 30 kết quả giải quyết được nhập dồn vào những ngày làm việc cuối tháng.',
      },
    ],
    total: 1,
  };
}

const rowsOfWeek: readonly FindingsRow[] = [
  { ...BUILDING, findingKind: 'due-date-moved-after-it-passed', isNew: 12, open: 12, explained: 3 },
  {
    unitId: 'ubnd-chau-phu',
    unitName: 'UBND huyện Châu Phú',
    findingKind: 'completed-before-seen-open',
    isNew: 4,
    open: 9,
    explained: 0,
  },
  { ...BUILDING, findingKind: 'overdue-rose', isNew: 1, open: 1, explained: 0 },
  {
    unitId: 'ubnd-xa-my-binh',
    unitName: 'UBND xã Mỹ Bình',
    findingKind: 'participation-perfunctory',
    isNew: 0,
    open: 2,
    explained: 0,
  },
];

/** What the office is told on a Monday; `times`: of so many times as many units. */
export function week(times = 1): Topic {
  const rows = Array.from({ length: times }, (_, at) =>
    rowsOfWeek.map((row) =>
      at === 0 ? row : { ...row, unitId: `${row.unitId}-${at}`, unitName: `${row.unitName} (${at})` },
    ),
  ).flat();
  return {
    kind: 'findings-week',
    topicId: 'findings-week#so-tttt#2020-07-13',
    unitId: 'so-tttt',
    unitName: 'Sở Thông tin và Truyền thông',
    firstDay: '2020-07-06',
    lastDay: '2020-07-12',
    rows,
    total: rows.length,
    newTotal: rows.reduce((sum, { isNew }) => sum + isNew, 0),
    openTotal: rows.reduce((sum, { open }) => sum + open, 0),
  };
}
