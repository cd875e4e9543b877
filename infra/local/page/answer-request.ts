import type { Day } from '../../../shared/calendar/day.ts';
import { withStanding } from '../../../shared/finding/standing-of-finding.ts';
import type { AsideRegister } from '../../../shared/notice/address-aside.ts';
import { listAssignmentRows } from '../../../shared/report/list-assignments.ts';
import { listMutes } from '../../../shared/report/list-mutes.ts';
import type { ProvinceRecords } from '../../../shared/report/province-records.ts';
import { listMonths, summariseMonth } from '../../../shared/report/summarise-month.ts';
import { summariseSnapshots } from '../../../shared/report/summarise-snapshots.ts';
import { latestRow, summariseUnit } from '../../../shared/report/summarise-unit.ts';
import type { Bucket } from '../../../shared/runtime/bucket.ts';
import type { LocalMail } from '../mailbox.ts';
import { answerStatement, statementYear } from './answer-statement.ts';
import { answerUnitMonth } from './answer-unit-month.ts';
import { answerUnreachable } from './answer-unreachable.ts';
import { fileReply, letterReply, pageReply, type Reply } from './reply.ts';
import type { Frame } from './views/layout.tsx';

type Views = typeof import('./views/views.tsx');

/** What a request is answered from. */
export interface Desk {
  readonly views: Views;
  readonly frame: Frame;
  readonly contact: string;
  readonly bucket: Bucket;
  readonly readRecords: () => Promise<ProvinceRecords>;
  readonly readAsides: () => Promise<AsideRegister>;
  /** The day as of which reports that are owed are open or late. */
  readonly asOf: Day;
  readonly mails: () => Promise<readonly LocalMail[]>;
}

/** The answer to GET `url`: a page, a file, or the page that says there is none. */
export async function answerRequest(desk: Desk, url: URL): Promise<Reply> {
  const [section = '', ...rest] = url.pathname.split('/').slice(1).map(decodeSegment);
  const reply = await route(desk, section, rest, url.searchParams);
  return reply ?? page(desk, desk.views.pages.notFound({ frame: desk.frame }), 404);
}

function route(desk: Desk, section: string, rest: readonly string[], query: URLSearchParams): Promise<Reply | null> {
  switch (section) {
    case '':
      return overview(desk, query);
    case 'don-vi': {
      const year = rest.length === 2 ? statementYear(rest[1]) : null;
      if (year !== null) return answerStatement(desk, rest[0] ?? '', year);
      return rest.length === 1 ? unit(desk, rest) : answerUnitMonth(desk, rest, query);
    }
    case 'thu':
      return rest.length === 0 ? mailbox(desk, query) : mail(desk, rest);
    case 'khong-nhan-duoc-thu':
      return rest.length === 0 ? answerUnreachable(desk) : Promise.resolve(null);
    case 'du-lieu':
      return snapshots(desk);
    case 'bao-cao':
      return rest.length === 0 ? assignments(desk) : Promise.resolve(null);
    case 'phat-hien':
      return findings(desk, query);
    default:
      return Promise.resolve(null);
  }
}

async function overview(desk: Desk, query: URLSearchParams): Promise<Reply | null> {
  const records = await desk.readRecords();
  const months = listMonths(records);
  const asked = query.get('thang');
  const latestJudged = months.findLast(({ isOpen }) => !isOpen) ?? months.at(-1);
  const month = asked ?? latestJudged?.month;
  if (asked !== null && !months.some((known) => known.month === asked)) return null;
  const summary = month === undefined ? null : summariseMonth(records, month);
  const nameOf = (unitId: string) => nameIn(records, unitId) ?? unitId;
  return page(desk, desk.views.pages.overview({ frame: desk.frame, months, summary, nameOf }));
}

async function unit(desk: Desk, [unitId = '']: readonly string[]): Promise<Reply | null> {
  const records = await desk.readRecords();
  const summary = summariseUnit(records, unitId);
  if (summary === null) return null;
  const props = { frame: desk.frame, summary, policies: records.policies, mails: await desk.mails() };
  return page(desk, desk.views.pages.unit(props));
}

async function mailbox(desk: Desk, query: URLSearchParams): Promise<Reply | null> {
  const records = await desk.readRecords();
  const { notices } = records;
  const all = await desk.mails();
  const months = [...new Set(all.map(({ sentOn }) => sentOn.slice(0, 7)))].toSorted();
  const asked = query.get('thang');
  if (asked !== null && !months.includes(asked)) return null;
  const current = asked ?? months.at(-1) ?? null;
  const mails = all
    .filter(({ sentOn }) => sentOn.slice(0, 7) === current)
    .toSorted((first, second) => second.sentOn.localeCompare(first.sentOn));
  const nameOf = (unitId: string) => nameIn(records, unitId);
  const mutes = listMutes(records.mutes, desk.asOf);
  const props = {
    months: months.map((month) => ({ month })),
    current,
    mails,
    total: all.length,
    notices,
    mutes,
    nameOf,
  };
  return page(desk, desk.views.pages.mailbox({ frame: desk.frame, ...props }));
}

/** `/thu/<messageId>`, its letter `/noi-dung`, and its attachments `/tep/<index>`. */
async function mail(desk: Desk, [messageId, part, index, ...more]: readonly string[]): Promise<Reply | null> {
  const found = (await desk.mails()).find((candidate) => candidate.messageId === messageId);
  if (found === undefined || more.length > 0) return null;
  if (part === 'noi-dung' && index === undefined) return letterReply(found.html);
  if (part === 'tep') {
    const attachment = found.attachments[Number(index)];
    return attachment === undefined
      ? null
      : fileReply(attachment.content, attachment.filename, 'application/octet-stream');
  }
  if (part !== undefined) return null;
  const records = await desk.readRecords();
  const notice = records.notices.find(({ noticeId }) => noticeId === found.noticeId) ?? null;
  const nameOf = (unitId: string) => nameIn(records, unitId);
  return page(desk, desk.views.pages.mail({ frame: desk.frame, mail: found, notice, nameOf }));
}

async function snapshots(desk: Desk): Promise<Reply> {
  const sources = summariseSnapshots(await desk.readRecords());
  return page(desk, desk.views.pages.snapshots({ frame: desk.frame, sources }));
}

async function assignments(desk: Desk): Promise<Reply> {
  const records = await desk.readRecords();
  const rows = listAssignmentRows(records, desk.asOf);
  const nameOf = (unitId: string) => nameIn(records, unitId);
  return page(desk, desk.views.pages.assignments({ frame: desk.frame, day: desk.asOf, rows, nameOf }));
}

async function findings(desk: Desk, query: URLSearchParams): Promise<Reply | null> {
  const sheet = Number(query.get('trang') ?? 1);
  if (!Number.isInteger(sheet) || sheet < 1) return null;
  const records = await desk.readRecords();
  const chosen = (name: string) => query.get(name) || null;
  const props = {
    findings: withStanding(records.findings, records.dismissalRules),
    rules: records.dismissalRules,
    filter: { unitId: chosen('don-vi'), kind: chosen('loai'), state: chosen('trang-thai') },
    sheet,
    nameOf: (unitId: string) => nameIn(records, unitId),
  };
  return page(desk, desk.views.pages.findings({ frame: desk.frame, ...props }));
}

function page({ views }: Desk, html: string, status = 200): Reply {
  return pageReply(html, views.stylesheet, status);
}

function nameIn({ units }: ProvinceRecords, unitId: string): string | null {
  return latestRow(units, unitId)?.name ?? null;
}

/** A broken escape is no page of ours, not an error. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
