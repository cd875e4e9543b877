import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { findAcceptance } from '../../shared/notice/find-acceptance.ts';
import { type DigestOrder, digestOrderSchema } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { order } from '../notice/sample-orders.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { bounced, complained, delayed, delivered, MESSAGE_ID, rejected, sent } from './sample-events.ts';

const HEAD = 'giam-doc@so-xay-dung.example';

let engines: Engines;
let notices: NoticeStore;
let findings: FindingStore;
let asides: AddressAsideStore;
let toldTopics: ToldTopicStore;
let record: (event: unknown) => Promise<void>;

beforeAll(async () => {
  engines = await startEngines();
  Object.assign(process.env, {
    REGISTRY_TABLE: engines.tableNames.Registry,
    NOTICES_TABLE: engines.tableNames.Notices,
    FINDINGS_TABLE: engines.tableNames.Findings,
    NOTICE_QUEUE_URL: engines.createQueue('notices'),
  });
  notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  asides = new AddressAsideStore(connectTables(), engines.tableNames.Registry);
  toldTopics = new ToldTopicStore(connectTables(), engines.tableNames.Notices);
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

async function isAside(unitId: string, address = HEAD): Promise<boolean> {
  const facts = await asides.ofAddress(address);
  return facts.some((fact) => fact.unitId === unitId);
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

test('a copy that arrives shows that SES has the mail, and does not stand for the digest', async () => {
  await claimed('copy_arrived', { cc: ['van-thu@so-xay-dung.example'] });
  await record(delivered('copy_arrived', 'van-thu@so-xay-dung.example'));
  expect(await notices.get('copy_arrived')).toMatchObject({ status: 'accepted' });
});

test('a delay leads to nothing: SES goes on trying', async () => {
  await claimed('delayed');
  await record(delayed('delayed'));
  expect(await notices.get('delayed')).toMatchObject({
    status: 'accepted',
    trail: ['2020-07-09T00:40:00Z DeliveryDelay TransientCommunicationFailure'],
  });
  expect([fallbacksOf('delayed'), engines.delayed('notices')]).toEqual([[], []]);
});

test('a mail that SES gave up has told nobody; the deputies get it unless news of a delivery comes', async () => {
  // Prepare
  const digest = await claimed('transient');
  await settle('transient');

  // Act
  await record(bounced('transient', 'Transient', 'MailboxFull'));

  // Assess
  const notice = await notices.get('transient');
  expect(notice).toMatchObject({
    status: 'accepted',
    trail: [`2020-07-09T00:32:00Z Bounce Transient/MailboxFull: ${HEAD}`],
  });
  expect(findAcceptance(notice, null)).toBeNull();
  const deputies = {
    ...digest,
    noticeId: 'transient_deputies',
    to: digest.deputies,
    cc: [],
    deputies: [],
    replaces: 'transient',
  };
  expect(engines.delayed('notices')).toEqual([{ message: deputies, seconds: 900 }]);
  expect(await findings.ofUnit('unit-of-transient')).toEqual([]);
  expect(await isAside('unit-of-transient')).toBe(false);
});

test('an answer of somebody who is away, which SES takes for a bounce, does not make undone that he has the mail', async () => {
  await claimed('away');
  await record(delivered('away'));
  await record(bounced('away', 'Transient', 'General'));

  const notice = await notices.get('away');
  expect(notice).toMatchObject({ status: 'delivered' });
  expect(findAcceptance(notice, null)).toEqual({ noticeId: 'away', at: '2020-07-09T00:30:01.000Z' });
  expect(fallbacksOf('away')).toEqual([]);
});

test('of two deputies one address is dead: the other one has been told', async () => {
  // Prepare
  const [dead, reached] = ['pho-1@so-xay-dung.example', 'pho-2@so-xay-dung.example'];
  await claimed('two_deputies', { to: [dead, reached], deputies: [] });

  // Act and assess: whatever is heard of the other one
  await record(bounced('two_deputies', 'Permanent', 'General', dead));
  expect(findAcceptance(await notices.get('two_deputies'), null)).not.toBeNull();
  await record(delivered('two_deputies', reached));
  expect(await notices.get('two_deputies')).toMatchObject({ status: 'delivered', statusReason: null });
  expect(findAcceptance(null, await notices.get('two_deputies'))).not.toBeNull();
  expect([await isAside('unit-of-two_deputies', dead), await isAside('unit-of-two_deputies', reached)]).toEqual([
    true,
    false,
  ]);

  await record(bounced('two_deputies', 'Permanent', 'General', reached));
  expect(findAcceptance(await notices.get('two_deputies'), null)).toBeNull();
});

test('a complaint shows that the mail arrived, and puts the address aside', async () => {
  await claimed('complained');
  await record(complained('complained'));
  expect(findAcceptance(await notices.get('complained'), null)).not.toBeNull();
  expect(await isAside('unit-of-complained')).toBe(true);
  expect(fallbacksOf('complained')).toEqual([]);
});

test('a digest that reached nobody, and has no deputies, is told anew once somebody can be reached', async () => {
  // Prepare
  const digest = await claimed('nobody_left', { deputies: [] });
  const ids = digest.topics.map(({ topicId }) => `nobody_left#${topicId}`);
  const topics = digest.topics.map((topic, at) => ({ ...topic, topicId: ids[at] ?? '' }));
  await claimed('nobody_at_all', { deputies: [], topics });
  for (const topicId of ids) await toldTopics.markTold(topicId, 'nobody_at_all', digest.day);

  // Act
  await record(bounced('nobody_at_all'));

  // Assess
  expect(await toldTopics.toldAmong(ids)).toEqual(new Map());
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

test('a deputy that bounces, and a rejection, end in the same status before and after a delivery', async () => {
  // Prepare
  const events = (noticeId: string) => [rejected(noticeId), bounced(noticeId, 'Permanent', 'General', DEPUTY)];
  for (const id of ['rejected-first', 'delivered-first']) await claimed(id, { to: [HEAD, DEPUTY] });

  // Act
  for (const event of [...events('rejected-first'), delivered('rejected-first')]) await record(event);
  for (const event of [delivered('delivered-first'), ...events('delivered-first')]) await record(event);

  // Assess: what SES rejects, it delivers to nobody
  for (const id of ['rejected-first', 'delivered-first']) {
    expect(await notices.get(id)).toMatchObject({ status: 'bounced' });
  }
});

type Step = (noticeId: string) => Promise<unknown>;

const DEPUTY = 'pho-giam-doc@so-xay-dung.example';

/** What can befall a mail to two addressees: what the sender and SES say of it. */
const steps: Readonly<Record<string, Step>> = {
  settled: settle,
  sent: (noticeId) => record(sent(noticeId)),
  delayed: (noticeId) => record(delayed(noticeId)),
  rejected: (noticeId) => record(rejected(noticeId)),
  delivered: (noticeId) => record(delivered(noticeId)),
  deliveredToOther: (noticeId) => record(delivered(noticeId, DEPUTY)),
  gaveUp: (noticeId) => record(bounced(noticeId, 'Transient')),
  unclear: (noticeId) => record(bounced(noticeId, 'Undetermined', 'Undetermined')),
  complained: (noticeId) => record(complained(noticeId)),
  otherComplained: (noticeId) => record(complained(noticeId, DEPUTY)),
  bounced: (noticeId) => record(bounced(noticeId)),
  suppressed: (noticeId) => record(bounced(noticeId, 'Permanent', 'Suppressed')),
  otherBounced: (noticeId) => record(bounced(noticeId, 'Permanent', 'General', DEPUTY)),
};

let runs = 0;

/** All that a notice's events leave behind, but for its own id. */
async function leftBy(noticeId: string, unitId: string): Promise<unknown> {
  const notice = await notices.get(noticeId);
  const facts = [...(await asides.ofAddress(HEAD)), ...(await asides.ofAddress(DEPUTY))];
  const ofUnit = facts.filter((fact) => fact.unitId === unitId).map(({ address, since }) => [address, since]);
  const found = (await findings.ofUnit(unitId)).map(({ findingId }) => findingId);
  return { ...notice, noticeId: '', unitIds: [], reached: findAcceptance(notice, null)?.at, ofUnit, found };
}

test.each([
  ['a head', [HEAD]],
  ['two deputies', [HEAD, DEPUTY]],
])('whatever the order and number of events, a mail to %s ends in the same state', async (_title, to) => {
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
      for (const id of [noticeId, straightId]) await claimed(id, { to });

      // Act
      for (const name of walk) await steps[name]?.(noticeId);
      for (const name of names) await steps[name]?.(straightId);

      // Assess
      const left = await leftBy(noticeId, `unit-of-${noticeId}`);
      expect(left).toEqual(await leftBy(straightId, `unit-of-${straightId}`));
      const isHeadLost = names.includes('bounced') || names.includes('suppressed');
      const isOtherLost = to.length === 1 || names.includes('otherBounced');
      if (isHeadLost && isOtherLost) expect(left).toMatchObject({ status: 'bounced', reached: undefined });
      const fallbacks = new Set(fallbacksOf(noticeId).map((fallback) => fallback.noticeId));
      if (isHeadLost && isOtherLost) expect([...fallbacks]).toEqual([`${noticeId}_deputies`]);
    }),
    { numRuns: 60 },
  );
});
