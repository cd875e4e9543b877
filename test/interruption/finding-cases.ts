import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { movedDueDate } from '../finding/facts.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

async function noticed({ engines }: System): Promise<void> {
  await new FindingStore(connectTables(), engines.tableNames.Findings).notice(movedDueDate);
}

const rule = {
  ruleId: '2020-gia-han-dat-dai',
  kinds: ['due-date-moved-after-it-passed'],
  procedureCode: '1.004257',
  validFrom: '2020-06-01',
  until: '2020-12-31',
  actor: 'chanh-van-phong',
  reason: 'Được gia hạn theo quy định',
  reference: '812/UBND-KSTT',
};

export const reviewCases: readonly InterruptedCase[] = [
  {
    title: 'a unit explains a finding',
    prepare: noticed,
    event: {
      unitId: movedDueDate.unitId,
      findingId: movedDueDate.findingId,
      state: 'explained',
      actor: 'nguyen-van-a',
      reason: 'Gia hạn theo đề nghị của công dân',
      reference: '15/SXD-VP',
    },
    writesTo: ['Findings'],
  },
];

export const dismissCases: readonly InterruptedCase[] = [
  { title: 'a rule is ordered', event: rule, writesTo: ['Registry'] },
  {
    title: 'a rule is ended early',
    prepare: async (system) => {
      await system.handle('dismiss-findings', rule);
    },
    event: { ruleId: rule.ruleId, endOn: '2020-08-31', actor: 'chanh-van-phong', reason: 'Hết dịch' },
    writesTo: ['Registry'],
  },
];
