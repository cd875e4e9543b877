import type { Day } from '../../../../shared/calendar/day.ts';
import type { Month } from '../../../../shared/calendar/month.ts';

/** What the sample plants for the product to find. Invented for the sample: it says nothing of the real units. */
export const planted = {
  silentUnitId: 'ubnd-xa-vinh-truong-an-phu',
  perfunctoryUnitId: 'so-van-hoa-the-thao-va-du-lich',
  dueDateMovingUnitId: 'ubnd-huyen-thoai-son',
  backDatingUnitId: 'ubnd-huyen-chau-phu',
  /** Dossiers paused just before they fell due, and lifted after. */
  pausedOverDueDate: { unitId: 'ubnd-huyen-tinh-bien', since: '2020-06-01', count: 3 },
  /** Dossiers that had ended, and were open again. */
  wentBack: { unitId: 'ubnd-huyen-chau-phu', since: '2020-07-01', count: 2 },
  /** A dossier that ended nobody says when. */
  endedWithoutDate: { unitId: 'ubnd-thanh-pho-long-xuyen', since: '2020-09-01', count: 1 },
  /** An overdue dossier that came under another unit. */
  movedWhileOverdue: {
    unitId: 'ubnd-huyen-tri-ton',
    toUnitId: 'ubnd-huyen-chau-thanh',
    since: '2020-08-01',
    count: 1,
  },
  /** Far more overdue dossiers than in the month before: `departments.csv` has its share rise. Explained two days late. */
  rising: { unitId: 'so-xay-dung', month: '2020-08', explainedOn: '2020-09-11' },
  /** Dossiers whose due date in the portal is a later one than in the department's own system. */
  datedOtherwise: { unitId: 'so-ke-hoach-va-dau-tu', count: 2, daysLater: 3 },
  /** No snapshot shows a later day. */
  lastDay: '2020-10-01',
  /** Overdue dossiers that are gone from the export on the month's last day. */
  vanishing: { unitId: 'ubnd-huyen-tri-ton', on: '2020-08-31', count: 2 },
  /** The portal's snapshots that never come; of the second one's month, the next day's governs. */
  missingDays: ['2020-05-13', '2020-04-30'],
  /** The portal's answer when its session has expired, sent again on the same morning. */
  webPageDay: '2020-03-11',
  /** An upload that broke off, sent again on the same morning. */
  truncatedDay: '2020-08-12',
  /** Resolved dossiers of 2020 that Sở GTVT forgot when it entered its own system's dossiers into the portal. */
  forgottenInPortal: { unitId: 'so-giao-thong-van-tai', count: 3 },
  /** The head whose mail bounces; the unit has deputies. */
  bouncingAddress: 'thu-truong@so-giao-thong-van-tai.an-giang.example',
} as const;

/** A row that cannot be read, from the dossier's receipt until it is corrected. */
export interface Misprint {
  readonly unitId: string;
  /** The month of receipt, and which of the month's dossiers it is, from 0. */
  readonly month: Month;
  readonly position: number;
  /** The heading of the national exchange under which it stands. */
  readonly heading: string;
  readonly text: string;
  readonly correctedOn: Day | null;
}

export const misprints: readonly Misprint[] = [
  {
    unitId: 'ubnd-thanh-pho-long-xuyen',
    month: '2020-02',
    position: 7,
    heading: 'NgayHenTra',
    text: '20200230170000',
    correctedOn: '2020-03-09',
  },
  {
    unitId: 'ubnd-thi-xa-tan-chau',
    month: '2020-03',
    position: 3,
    heading: 'NgayTiepNhan',
    text: '16/03/2020',
    correctedOn: null,
  },
  {
    unitId: 'so-tu-phap',
    month: '2020-05',
    position: 11,
    heading: 'NgayHenTra',
    text: '20200631170000',
    correctedOn: '2020-06-15',
  },
  {
    unitId: 'so-cong-thuong',
    month: '2020-06',
    position: 4,
    heading: 'NgayHenTra',
    text: '20203006170000',
    correctedOn: null,
  },
  {
    unitId: 'cong-an-tinh',
    month: '2020-06',
    position: 20,
    heading: 'DonViXuLy',
    text: '000.00.99.H01',
    correctedOn: null,
  },
  {
    unitId: 'ubnd-huyen-phu-tan',
    month: '2020-07',
    position: 5,
    heading: 'TrangThaiHoSo',
    text: '11',
    correctedOn: null,
  },
  {
    unitId: 'ubnd-xa-my-khanh-long-xuyen',
    month: '2020-08',
    position: 0,
    heading: 'TrangThaiHoSo',
    text: 'Đang xử lý',
    correctedOn: null,
  },
];
