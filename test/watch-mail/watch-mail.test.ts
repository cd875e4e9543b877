import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { describeUnreachable } from '../../shared/notice/describe-unreachable.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { order } from '../notice/sample-orders.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { unit } from '../notice-planning/facts.ts';
import { registerUnits } from '../notice-planning/register-units.ts';
import { emptyTables } from '../plan-notices/empty-tables.ts';

/** A Friday; the day before is 09/07, the day of the sample digests. */
const FRIDAY = '2020-07-10T08:30:00+07:00';

let engines: Engines;
let tables: Tables;
let notices: NoticeStore;
let watch: (scheduledAt: string) => Promise<void>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  notices = new NoticeStore(tables, engines.tableNames.Notices);
  Object.assign(process.env, {
    REGISTRY_TABLE: engines.tableNames.Registry,
    FINDINGS_TABLE: engines.tableNames.Findings,
    NOTICES_TABLE: engines.tableNames.Notices,
    TIME_ZONE: 'Asia/Ho_Chi_Minh',
    ADMIN_TOPIC_ARN: engines.createTopic('admins'),
  });
  const { handler } = await import('../../functions/watch-mail/handler.ts');
  watch = async (scheduledAt) => void (await handler(sqsEvent({ scheduledAt }), lambdaContext));
});
afterAll(() => engines.close());
beforeEach(async () => {
  const { Registry, Findings, Notices } = engines.tableNames;
  await emptyTables(tables, {
    [Registry]: ['kind', 'id'],
    [Findings]: ['unitId', 'findingId'],
    [Notices]: ['noticeId'],
  });
});

/** What the admins were sent since this was last asked. */
function told(): string[] {
  const mails = engines.waiting('admins').map(String);
  engines.purge('admins');
  return mails;
}

function register(row: Unit): Promise<void> {
  return registerUnits(tables, engines.tableNames.Registry, [row]);
}

function claim(noticeId: string, claimedAt: string): Promise<boolean> {
  return notices.claim({ ...order({ noticeId }), subject: 'x', claimedAt });
}

test('on a morning without trouble nobody is told anything', async () => {
  // Prepare: a digest that is an hour old, and one that arrived
  await register(unit('so-khdt'));
  await claim('digest_young', '2020-07-10T00:30:00.000Z');
  await claim('digest_arrived', '2020-07-09T00:30:00.000Z');
  await notices.note('digest_arrived', { line: 'Send', fates: [], acceptedAt: '2020-07-09T00:30:01.000Z' });
  // a commune without an address, and with nothing to be told
  await register(unit('xa-a', { headEmail: null }));

  // Act
  await watch(FRIDAY);

  // Assess
  expect(told()).toEqual([]);
});

test('the admins read in one mail what is unanswered, what waits, whom no mail reaches and what is aside', async () => {
  // Prepare
  await claim('digest_silent', '2020-07-09T00:30:00.000Z');
  await claim('digest_accepted', '2020-07-09T01:30:00.000Z'); // a day ago to the second
  await notices.moveForward('digest_accepted', { status: 'accepted', messageId: 'm', reason: null });
  const claimedAt = '2020-07-10T00:30:00.000Z';
  await claim('digest_waiting', claimedAt);
  const postponement = {
    at: '2020-07-10T01:15:00.000Z',
    cause: 'quota',
    reason: 'Daily message quota exceeded.',
  } as const;
  await notices.postpone({ noticeId: 'digest_waiting', claimedAt }, postponement);
  const asides = new AddressAsideStore(tables, engines.tableNames.Registry);
  await register(unit('so-khdt', { deputyEmails: ['pho@so-khdt.example'] }));
  await register(unit('so-y-te'));
  for (const unitId of ['so-khdt', 'so-y-te']) {
    await asides.putAside({
      address: `${unitId}@an-giang.example`,
      unitId,
      since: '2020-07-09T00:31:00.000Z',
      reason: 'Bounce Permanent/General: user unknown',
      noticeId: 'digest_1',
    });
  }
  const silent = unit('xa-a', { headEmail: null });
  await register(silent);
  const findings = new FindingStore(tables, engines.tableNames.Findings);
  await findings.notice(describeUnreachable({ unit: silent, topics: [] }, '2020-07-06', '2020-07-06T00:30:00.000Z'));
  const mute = {
    unitId: 'so-y-te',
    number: 1,
    actor: 'quan-tri',
    reason: 'Sáp nhập',
    orderedAt: '2020-07-01T00:00:00Z',
  };
  await new MuteStore(tables, engines.tableNames.Registry).put({ ...mute, kinds: ['assignment'], until: '2020-07-31' });

  // Act
  await watch(FRIDAY);
  await watch(FRIDAY);

  // Assess
  const [mail = '', ...others] = told();
  expect(others).toEqual([]);
  expect(mail.split('\n\n').map((part) => part.split('\n').filter((_line, at) => at !== 1))).toEqual([
    [
      'Mails without an answer of SES for a day: 2',
      '- digest_silent to giam-doc@so-xay-dung.example, claimed 2020-07-09T00:30:00.000Z',
      '- digest_accepted to giam-doc@so-xay-dung.example, claimed 2020-07-09T01:30:00.000Z',
    ],
    [
      'Digests that wait to be sent: 1',
      '- digest_waiting to giam-doc@so-xay-dung.example, cause quota: Daily message quota exceeded.',
    ],
    [
      'Units that cannot be reached by mail: 2',
      '- Đơn vị so-y-te (so-y-te): so-y-te@an-giang.example aside since 2020-07-09T00:31:00.000Z, Bounce Permanent/General: user unknown, notice digest_1',
      '- Đơn vị xa-a (xa-a): no address in the registry, first missed 2020-07-06T00:30:00.000Z',
    ],
    [
      'Units with addresses that are put aside: 1',
      '- Đơn vị so-khdt (so-khdt): so-khdt@an-giang.example aside since 2020-07-09T00:31:00.000Z, Bounce Permanent/General: user unknown, notice digest_1',
    ],
    ['Orders to mute that are in force: 1', '- so-y-te: assignment until 2020-07-31, by quan-tri: Sáp nhập'],
  ]);
});

test('on a day off the admins are left alone, and hear of it on the next working day', async () => {
  await claim('digest_silent', '2020-07-09T00:30:00.000Z');
  await watch('2020-07-11T08:30:00+07:00'); // a Saturday
  expect(told()).toEqual([]);
  await watch('2020-07-13T08:30:00+07:00');
  expect(told()).toHaveLength(1);
});

test('a mail that nobody answered for a fortnight is listed no more', async () => {
  await claim('digest_old', '2020-07-09T00:30:00.000Z');
  await watch('2020-07-22T07:30:00+07:00');
  expect(told()).toHaveLength(1);
  await watch('2020-07-23T08:30:00+07:00'); // 14 days and an hour
  expect(told()).toEqual([]);
});

test('what waits is read from keys alone, and found whole', async () => {
  await claim('digest_silent', '2020-07-09T00:30:00.000Z');
  const found: Notice[] = [];
  for await (const notice of notices.waiting('answer', '2020-07-01T00:00:00.000Z', '2020-07-31T00:00:00.000Z')) {
    found.push(notice);
  }
  expect(found).toEqual([await notices.get('digest_silent')]);
});
