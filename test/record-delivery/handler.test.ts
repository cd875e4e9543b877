import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { type DigestOrder, digestOrderSchema } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { order } from '../notice/sample-orders.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { bounced, complained, delayed, delivered, MESSAGE_ID, rejected, sent } from './sample-events.ts';

const HEAD = 'giam-doc@so-xay-dung.example';

let engines: Engines;
let notices: NoticeStore;
let findings: FindingStore;
let record: (event: unknown) => Promise<void>;

beforeAll(async () => {
  engines = await startEngines();
  Object.assign(process.env, {
    NOTICES_TABLE: engines.tableNames.Notices,
    FINDINGS_TABLE: engines.tableNames.Findings,
    NOTICE_QUEUE_URL: engines.createQueue('notices'),
  });
  notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  findings = new FindingStore(connectTables(), engines.tableNames.Findings);
  const { handler } = await import('../../functions/record-delivery/handler.ts');
  record = async (event) => void (await handler(sqsEvent(event), lambdaContext));
});
afterAll(() => engines.close());

/** A digest that was claimed, and, unless its sender is still at it, settled. */
async function claimed(noticeId: string, changes: Partial<DigestOrder> = {}): Promise<DigestOrder> {
  const digest = order({ noticeId, unitIds: [`unit-of-${noticeId}`], ...changes });
  await notices.claim({ ...digest, subject: 'x', claimedAt: '2020-07-09T00:30:00.000Z' });
  return digest;
}

/** What send-notice does once SES has answered. */
function settle(noticeId: string): Promise<boolean> {
  return notices.moveForward(noticeId, { status: 'accepted', messageId: MESSAGE_ID, reason: null });
}

function fallbacksOf(noticeId: string): DigestOrder[] {
  const orders = engines.waiting('notices').map((message) => digestOrderSchema.parse(message));
  return orders.filter(({ replaces }) => replaces === noticeId);
}

test('a mail that is sent and delivered is known as delivered', async () => {
  await claimed('plain');
  await settle('plain');
  await record(sent('plain'));
  await record(delivered('plain'));

  expect(await notices.get('plain')).toMatchObject({
    status: 'delivered',
    messageId: MESSAGE_ID,
    statusReason: null,
    trail: ['2020-07-09T00:30:02Z Send', `2020-07-09T00:30:04Z Delivery: ${HEAD}`],
  });
  expect(fallbacksOf('plain')).toEqual([]);
});

test('a permanent bounce goes to the deputies, leaves a finding for each unit, and is not hidden by a delivery', async () => {
  // Prepare
  const digest = await claimed('bounced', { unitIds: ['unit-a', 'unit-b'], cc: ['van-thu@so-xay-dung.example'] });
  await settle('bounced');

  // Act
  await record(bounced('bounced'));
  await record(delivered('bounced'));

  // Assess
  expect(await notices.get('bounced')).toMatchObject({
    status: 'bounced',
    statusReason: 'Bounce Permanent/General: smtp; 550 5.1.1 user unknown',
  });
  expect(fallbacksOf('bounced')).toEqual([
    { ...digest, noticeId: 'bounced_deputies', to: digest.deputies, cc: [], deputies: [], replaces: 'bounced' },
  ]);
  for (const unitId of ['unit-a', 'unit-b']) {
    expect(await findings.ofUnit(unitId)).toMatchObject([
      { findingId: `unit-unreachable#${HEAD}`, kind: 'unit-unreachable', severity: 'alarm', day: '2020-07-09' },
    ]);
  }
});

test('a mail to deputies that bounces too goes to nobody else', async () => {
  await claimed('last_deputies', { replaces: 'last', to: ['pho@so-xay-dung.example'], deputies: [] });
  await record(bounced('last_deputies', 'Permanent', 'General', 'pho@so-xay-dung.example'));

  expect(await notices.get('last_deputies')).toMatchObject({ status: 'bounced' });
  expect(fallbacksOf('last_deputies')).toEqual([]);
  expect(await findings.ofUnit('unit-of-last_deputies')).toHaveLength(1);
});

test('a copy that bounces is a finding, not a bounce of the digest', async () => {
  await claimed('copy', { cc: ['Van-Thu@so-xay-dung.example'] });
  await record(delivered('copy'));
  await record(bounced('copy', 'Permanent', 'General', 'van-thu@so-xay-dung.example'));

  expect(await notices.get('copy')).toMatchObject({ status: 'delivered' });
  expect(fallbacksOf('copy')).toEqual([]);
  expect(await findings.ofUnit('unit-of-copy')).toMatchObject([{ severity: 'warning' }]);
});

test('a copy that arrives does not stand for the digest', async () => {
  await claimed('copy_arrived', { cc: ['van-thu@so-xay-dung.example'] });
  await record(delivered('copy_arrived', 'van-thu@so-xay-dung.example'));
  expect(await notices.get('copy_arrived')).toMatchObject({ status: 'claimed' });
});

test('a transient bounce and a delay are kept, and lead to nothing', async () => {
  await claimed('transient');
  await settle('transient');
  await record(bounced('transient', 'Transient', 'MailboxFull'));
  await record(delayed('transient'));

  expect(await notices.get('transient')).toMatchObject({
    status: 'accepted',
    trail: [
      `2020-07-09T00:32:00Z Bounce Transient/MailboxFull: ${HEAD}`,
      '2020-07-09T00:40:00Z DeliveryDelay TransientCommunicationFailure',
    ],
  });
  expect(fallbacksOf('transient')).toEqual([]);
  expect(await findings.ofUnit('unit-of-transient')).toEqual([]);
});

test('a mail that SES rejects after taking it goes to the deputies', async () => {
  await claimed('rejected');
  await record(sent('rejected'));
  await record(rejected('rejected'));

  expect(await notices.get('rejected')).toMatchObject({ status: 'failed', statusReason: 'Reject: Bad content' });
  expect(fallbacksOf('rejected')).toHaveLength(1);
});

test('events of mails that are not ours are passed over', async () => {
  await record(sent('nobody-knows-it'));
  await record(sent(null));
  expect(await notices.get('nobody-knows-it')).toBeNull();
});

test('an event that comes before the MessageId was stored closes the claim', async () => {
  await claimed('early');
  await record(sent('early'));
  expect(await notices.get('early')).toMatchObject({ status: 'accepted', messageId: MESSAGE_ID });
  expect(await settle('early')).toBe(false);
});

test('an event that SES does not send is refused', async () => {
  const strange = { ...sent('x'), detail: { ...bounced('x').detail, bounce: { bounceType: 'Sideways' } } };
  await expect(record(strange)).rejects.toMatchObject({ code: 'UNREADABLE_MESSAGE' });
});

type Step = (noticeId: string) => Promise<unknown>;

/** What can befall a mail, and the statuses that it shows, the last one winning. */
const steps: Record<string, { readonly take: Step; readonly weight: number; readonly status: string }> = {
  settled: { take: settle, weight: 1, status: 'accepted' },
  sent: { take: (noticeId) => record(sent(noticeId)), weight: 1, status: 'accepted' },
  transient: { take: (noticeId) => record(bounced(noticeId, 'Transient')), weight: 0, status: 'claimed' },
  delayed: { take: (noticeId) => record(delayed(noticeId)), weight: 0, status: 'claimed' },
  delivered: { take: (noticeId) => record(delivered(noticeId)), weight: 2, status: 'delivered' },
  complained: { take: (noticeId) => record(complained(noticeId)), weight: 3, status: 'complained' },
  bounced: { take: (noticeId) => record(bounced(noticeId)), weight: 4, status: 'bounced' },
};

let runs = 0;

test('whatever the order and number of events, a notice ends in the same state, with one fallback', async () => {
  const history = fc.uniqueArray(fc.constantFrom(...Object.keys(steps)), { minLength: 1 }).chain((names) =>
    fc.record({
      names: fc.constant(names),
      // Each at least once, some again, in any order.
      walk: fc.array(fc.constantFrom(...names), { maxLength: 4 }).chain((again) => {
        const all = [...names, ...again];
        return fc.shuffledSubarray(all, { minLength: all.length });
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(history, async ({ names, walk }) => {
      // Prepare
      const [noticeId, straightId] = [`walk_${++runs}`, `straight_${runs}`];
      await claimed(noticeId);
      await claimed(straightId);

      // Act
      for (const name of walk) await steps[name]?.take(noticeId);
      for (const name of names) await steps[name]?.take(straightId);

      // Assess
      const notice = await notices.get(noticeId);
      const straight = await notices.get(straightId);
      const heaviest = names.map((name) => steps[name]).sort((a, b) => (b?.weight ?? 0) - (a?.weight ?? 0))[0];
      expect(notice?.status).toBe(heaviest?.status);
      expect({ ...notice, noticeId: '', unitIds: [] }).toEqual({ ...straight, noticeId: '', unitIds: [] });
      const fallbacks = new Set(fallbacksOf(noticeId).map((fallback) => fallback.noticeId));
      expect([...fallbacks]).toEqual(names.includes('bounced') ? [`${noticeId}_deputies`] : []);
      expect(await findings.ofUnit(`unit-of-${noticeId}`)).toHaveLength(names.includes('bounced') ? 1 : 0);
    }),
    { numRuns: 40 },
  );
});
