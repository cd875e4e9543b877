import type { Bundles } from '../bundle.ts';
import type { Settings } from '../settings.ts';
import type { AdminAlarms } from './admin-alarms.ts';
import type { ProvinceBucket } from './province-bucket.ts';
import type { StoredTables } from './stored-tables.ts';

/** What every step of the flow stands on. */
export interface Foundation {
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly tables: StoredTables;
  readonly bucket: ProvinceBucket;
  readonly alarms: AdminAlarms;
}

/** The name that an admin reads in the console: `DungHen-<stage>-<name>`. */
export function physicalName(settings: Settings, name: string): string {
  return `DungHen-${settings.stage}-${name}`;
}
