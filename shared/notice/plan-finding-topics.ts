import { addDays, type Day } from '../calendar/day.ts';
import { startOfDay } from '../calendar/zone.ts';
import type { Finding } from '../finding/finding.ts';
import { kindTraits } from '../finding/finding-kinds.ts';
import type { StandingFinding } from '../finding/standing-of-finding.ts';
import type { DueTopic } from './due-topic.ts';
import type { ToldFinding } from './finding-topic.ts';

/** What came to light longer ago, and was told on none of the mornings since, is told no more: the page has it. */
const DAYS_TO_TELL = 31;
/** A digest tells of many days and kinds: so much of its message one of them may take. */
const MOST_BYTES_OF_FINDINGS = 10_000;

export interface FindingFacts {
  /** All that was ever noticed of the units, the closed among them. */
  readonly findings: readonly StandingFinding[];
  readonly nameOf: (unitId: string) => string;
  readonly timeZone: string;
}

/**
 * What units are told of what was noticed of them: of each kind and day, or month, once, and again where more comes to
 * light of it (a file that was sent again, say). What is explained or closed by then is not told.
 */
export function planFindingTopics(day: Day, { findings, nameOf, timeZone }: FindingFacts): DueTopic[] {
  const sinceMs = startOfDay(addDays(day, -DAYS_TO_TELL), timeZone);
  const told = findings.filter(({ kind, severity }) => kindTraits[kind].isToldToUnit && severity !== 'info');
  return [...Map.groupBy(told, groupOf).values()].flatMap((group) => {
    const open = group.filter(({ standing }) => standing.state === 'open').toSorted(byId);
    const [first] = open;
    const isRecent = open.some(({ noticedAt }) => Date.parse(noticedAt) >= sinceMs);
    if (first === undefined || !isRecent) return [];
    return [{ topic: topicOf(first, open, group.length, nameOf(first.unitId)), supersededBy: [] }];
  });
}

function topicOf(first: Finding, open: readonly Finding[], everNoticed: number, unitName: string): DueTopic['topic'] {
  const { unitId, kind: findingKind, day, month } = first;
  return {
    kind: 'findings',
    topicId: `findings#${groupOf(first)}#${everNoticed}`,
    unitId,
    unitName,
    findingKind,
    day,
    month,
    findings: asManyAsFit(open.map(toldFinding)),
    total: open.length,
  };
}

function groupOf({ unitId, kind, day, month }: Finding): string {
  return `${unitId}#${kind}#${day ?? month ?? 'once'}`;
}

function toldFinding({ findingId, sentence, evidence }: Finding): ToldFinding {
  const { dossierCode } = evidence;
  return { findingId, dossierCode: typeof dossierCode === 'string' ? dossierCode : null, sentence };
}

/** The first is always kept. */
function asManyAsFit(findings: readonly ToldFinding[]): ToldFinding[] {
  let bytes = 0;
  return findings.filter((finding, position) => {
    bytes += Buffer.byteLength(JSON.stringify(finding)) + 1;
    return position === 0 || bytes <= MOST_BYTES_OF_FINDINGS;
  });
}

function byId(one: Finding, other: Finding): number {
  return one.findingId < other.findingId ? -1 : 1;
}
