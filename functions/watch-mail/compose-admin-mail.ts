import type { Day } from '../../shared/calendar/day.ts';
import { cutAt } from '../../shared/notice/cut-at.ts';
import type { UnreachableUnit } from '../../shared/notice/list-unreachable.ts';
import type { Mute } from '../../shared/notice/mute.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import { plainLine } from '../../shared/notice/plain-line.ts';
import type { AdminMail } from './admin-mail.ts';

/** What needs an admin, on a morning. */
export interface MailStanding {
  readonly day: Day;
  /** Of which SES has said nothing for a day. */
  readonly unanswered: readonly Notice[];
  /** Which were put off. */
  readonly waiting: readonly Notice[];
  readonly unreachable: readonly UnreachableUnit[];
  /** Orders by which units are not told something, in force on the day. */
  readonly mutes: readonly Mute[];
}

/** So many lines of each part: the mail is read, not searched. SNS takes 256 KB. */
const MOST_LINES = 50;
/** Four parts of such lines, in Vietnamese of three bytes a letter, are 240 KB. */
const LINE_CHARACTERS = 400;

/** The admins' mail, or null where nothing needs them: what they ordered themselves stands in it, but is no reason for one. */
export function composeAdminMail(standing: MailStanding): AdminMail | null {
  const { day, unanswered, waiting, unreachable, mutes } = standing;
  const nobody = unreachable.filter(({ hasNobody }) => hasNobody);
  const partly = unreachable.filter(({ hasNobody }) => !hasNobody);
  const parts = [
    part(
      `Mails without an answer of SES for a day: ${unanswered.length}`,
      'Look up the noticeId in the log of send-notice and in the dead-letter queues notices and deliveries. If the mail went out, nothing is to be done. A deduction that nobody was told of is withdrawn and reinstated with decide-deduction; it is told anew then.',
      unanswered.map((notice) => `${notice.noticeId} to ${notice.to.join(', ')}, claimed ${notice.claimedAt}`),
    ),
    part(
      `Digests that wait to be sent: ${waiting.length}`,
      "Each is tried again every quarter of an hour until the end of its day. cause quota: ask AWS for a higher quota of mails. cause sender: see README, 'When SES refuses the sender'.",
      waiting.map(
        ({ noticeId, to, postponed }) =>
          `${noticeId} to ${to.join(', ')}, cause ${postponed?.cause ?? 'unknown'}: ${postponed?.reason ?? ''}`,
      ),
    ),
    part(
      `Units that cannot be reached by mail: ${nobody.length}`,
      'Correct units.csv and drop it under registry/. What these units are to be told is told as soon as somebody can be reached.',
      nobody.map(lineOf),
    ),
    part(
      `Units with addresses that are put aside: ${partly.length}`,
      'Their other addresses are mailed. Correct units.csv, or, where the address is right, run restore-address {address, actor, reason}.',
      partly.map(lineOf),
    ),
  ].flat();
  if (parts.length === 0) return null;
  const muted = part(
    `Orders to mute that are in force: ${mutes.length}`,
    'They expire by themselves; mute-notices with until null lifts them.',
    mutes.map(
      ({ unitId, kinds, until, actor, reason }) =>
        `${unitId}: ${kinds.join(', ')} until ${until}, by ${actor}: ${reason}`,
    ),
  );
  return {
    subject: `Dung Hen ${day}: ${unanswered.length} unanswered, ${waiting.length} waiting, ${unreachable.length} units hard to reach`,
    message: [...parts, ...muted].join('\n\n'),
  };
}

function part(heading: string, advice: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${cutAt(plainLine(line), LINE_CHARACTERS)}`);
  const rest = lines.length > MOST_LINES ? [`- and ${lines.length - MOST_LINES} more`] : [];
  return [[heading, advice, ...shown, ...rest].join('\n')];
}

function lineOf({ unit, asides, since }: UnreachableUnit): string {
  const name = `${unit.name} (${unit.unitId})`;
  if (asides.length === 0) return `${name}: no address in the registry, first missed ${since}`;
  return `${name}: ${asides.map((aside) => `${aside.address} aside since ${aside.since}, ${aside.reason}, notice ${aside.noticeId}`).join('; ')}`;
}
