import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { unit } from '../notice-planning/facts.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

async function registerUnit({ engines }: System): Promise<void> {
  const row = unit('so-khdt');
  const Item = { kind: 'unit', id: registryKinds.unit.idOf(row), row };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
}

export const muteCases: readonly InterruptedCase[] = [
  {
    title: 'a unit is told nothing of its reports for a time',
    prepare: registerUnit,
    event: {
      unitId: 'so-khdt',
      kinds: ['assignment'],
      until: '2020-07-31',
      actor: 'chanh-van-phong',
      reason: 'Đơn vị đang sáp nhập',
    },
    writesTo: ['Registry'],
  },
];
