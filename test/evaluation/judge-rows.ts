import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { Lines } from '../../shared/evaluation/count-unit-month.ts';
import { plansOf } from '../../shared/evaluation/due-plans.ts';
import {
  countFromCopy,
  type EvaluatedUnit,
  type EvaluationTerms,
  evaluateCounted,
} from '../../shared/evaluation/evaluate-units.ts';
import type { Governing } from '../../shared/evaluation/evaluation.ts';
import { currentEvaluator } from '../../shared/evaluation/evaluator.ts';
import { type JudgingRegistry, registryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { policySchema } from '../../shared/policy/policy.ts';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileOf } from '../../shared/registry/registry-files.ts';
import type { Tier } from '../../shared/unit/unit.ts';

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
export const zone = new ZoneOffsets(TIME_ZONE);

const columns = {
  policyId: 'p',
  tier: 'province',
  validFrom: '2020-01-01',
  validTo: '',
  mode: 'deduct',
  thresholdNumerator: '2',
  thresholdDenominator: '100',
  pointsHundredths: '50',
  basis: 'handled',
  comparison: 'instant',
  paused: '',
  returned: '',
  minimumDenominator: '',
  periodStartDay: '',
  waitDays: '',
  countsChildren: '',
  yearlyCapHundredths: '',
  approval: 'automatic',
  explanationWorkingDays: '0',
  legalBasis: 'Văn bản thử nghiệm',
};

/** A file `policies.csv` of one row, which says otherwise than these cells only what is given. */
export function policiesCsv(cells: Readonly<Record<string, string>>): string {
  const row = { ...columns, ...cells };
  const values = Object.values(row).map((cell) => (cell.includes(';') ? `"${cell}"` : cell));
  return `${Object.keys(row).join(',')}\n${values.join(',')}\n`;
}

/** What the import makes of `policies.csv`: its rows, and what it refuses. */
export function importPolicies(text: string): { policies: Policy[]; faults: string[] } {
  const file = registryFileOf('policies.csv');
  if (file === undefined) throw new Error('policies.csv is no registry file');
  const { rows, rejections } = readRegistryFile(file, Buffer.from(text));
  return {
    policies: rows.map(({ entry }) => policySchema.parse(entry.row)),
    faults: rejections.map(({ column, reason }) => `${column}: ${reason}`),
  };
}

/** A row of `policies.csv` as a month is judged by it. */
export function policyRow(cells: Readonly<Record<string, string>>): Policy {
  const { policies, faults } = importPolicies(policiesCsv(cells));
  const [policy] = policies;
  if (policy === undefined) throw new Error(faults.join());
  return policy;
}

/** One unit, `don-vi`, with its policies, counted by one source. */
export function registryOf(policies: readonly Policy[], more: Partial<JudgingRegistry> = {}): JudgingRegistry {
  const unitIds = { unitId: 'don-vi', parentUnitId: null, validFrom: '2019-01-01', validTo: null };
  const tier: Tier = policies[0]?.tier ?? 'province';
  return {
    units: [{ ...unitIds, name: 'Đơn vị', tier, kind: 'other' }],
    unitSources: [{ unitId: 'don-vi', sourceId: 'portal', validFrom: '2019-01-01', validTo: null }],
    policies: [...policies],
    sources: [{ sourceId: 'portal', name: 'Cổng', ownerUnitId: 'don-vi', awaiting: ['1'] }],
    lineage: [],
    ...more,
  };
}

const currentTerms: EvaluationTerms = {
  evaluator: currentEvaluator,
  registry: null,
  zone,
  order: null,
  revisionOf: () => 1,
  recordedAtOf: () => '2021-10-01T00:00:00.000Z',
};

/** The evaluations of a month by every rule: registry of the month, plans, canonical lines counted, judged. */
export async function judgeMonth(
  registry: JudgingRegistry,
  month: string,
  lines: () => Lines,
  governingDay?: string,
  evaluator = currentEvaluator,
): Promise<EvaluatedUnit[]> {
  const terms = { ...currentTerms, evaluator };
  const evaluated: EvaluatedUnit[] = [];
  for (const plan of plansOf(registryOfMonth(registry, month, TIME_ZONE))) {
    const governing = governingOn(governingDay ?? plan.period.lastDay);
    const counted = await countFromCopy(plan, plan.units, governing, lines(), terms);
    evaluated.push(...counted.map((unit) => evaluateCounted(plan, unit, governing, terms)));
  }
  return evaluated;
}

/** The same of one policy row, for the one unit that it is about. */
export async function judgeBy(policy: Policy, month: string, lines: () => Lines): Promise<EvaluatedUnit> {
  const evaluated = await judgeMonth(registryOf([policy]), month, lines);
  const ofRule = evaluated.find(({ evaluation }) => evaluation.rule === policy.rule);
  if (ofRule === undefined) throw new Error('nothing was judged');
  return ofRule;
}

function governingOn(day: string): Governing {
  return {
    day,
    fileNumber: 1,
    canonicalKey: `canonical/portal/${day}`,
    canonicalDigest: 'c',
    objectKey: null,
    objectDigest: null,
    stateDigest: null,
    reading: 'as-last-seen',
  };
}
