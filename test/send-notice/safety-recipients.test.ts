import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedRecipients, onlyRegistered } from '../../functions/send-notice/allowed-recipients.ts';
import { settingsOf } from '../../infra/settings.ts';
import { fallbackOrder } from '../../shared/notice/fallback-order.ts';
import type { DigestOrder } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { type MailEngine, startMailEngine } from '../engines/mail-engine.ts';
import { functionEnvironment } from '../infra/function-environment.ts';
import { assignment, deduction, order } from '../notice/sample-orders.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { unit } from '../notice-planning/facts.ts';
import { registerUnits } from '../notice-planning/register-units.ts';

const staging = settingsOf('staging');
const sink = staging.mailSinkAddress;
const [admin = ''] = staging.mailAllowList ?? [];
const addresses = {
  headEmail: 'giam-doc@so-xay-dung.example',
  deputyEmails: ['pho@so-xay-dung.example'],
  ccEmails: ['van-thu@so-xay-dung.example', admin],
};

let engines: Engines;
let mail: MailEngine;

beforeAll(async () => {
  engines = await startEngines();
  mail = await startMailEngine();
  Object.assign(process.env, functionEnvironment, {
    AWS_ENDPOINT_URL_SES: mail.url,
    REGISTRY_TABLE: engines.tableNames.Registry,
    NOTICES_TABLE: engines.tableNames.Notices,
    FINDINGS_TABLE: engines.tableNames.Findings,
    NOTICE_QUEUE_URL: engines.createQueue('notices'),
    SIMULATED_NOW: '2020-07-09T00:30:00.000Z', // 07:30
  });
});
beforeEach(() => register(addresses));
afterAll(async () => {
  await mail.close();
  await engines.close();
});

function register(changes: Partial<Unit>): Promise<void> {
  return registerUnits(connectTables(), engines.tableNames.Registry, [unit('so-xay-dung', changes)]);
}

/** Sends by the function as its stage sets it up. */
async function sendOn(allowList: string, digest: DigestOrder): Promise<void> {
  Object.assign(process.env, { MAIL_ALLOW_LIST: allowList, MAIL_SINK_ADDRESS: sink });
  jest.resetModules();
  const { handler } = await import('../../functions/send-notice/handler.ts');
  await handler(sqsEvent(digest), lambdaContext);
}

/** Of each mail of a notice; the engine gives all addresses of a header as one text. */
async function destinationsOf(noticeId: string) {
  const apart = (header: readonly string[]) => header.flatMap((addresses) => addresses.split(', '));
  const mails = await mail.mailsOf(noticeId);
  return mails.map(({ destination: { to, cc } }) => ({ to: apart(to), cc: apart(cc) }));
}

const digest = (noticeId: string, changes: Partial<DigestOrder> = {}) =>
  order({ noticeId, to: [addresses.headEmail], cc: [], topics: [deduction({ topicId: noticeId })], ...changes });

test('an order that was forged mails nobody, gives its topics back and alarms', async () => {
  // Act
  await sendOn('*', digest('forged', { to: ['x@evil.example'], cc: ['y@evil.example'] }));

  // Assess
  expect(await destinationsOf('forged')).toEqual([]);
  expect(await new NoticeStore(connectTables(), engines.tableNames.Notices).get('forged')).toMatchObject({
    status: 'failed',
    statusReason: expect.stringContaining('not, or no longer, in the registry'),
  });
});

test('whoever was slipped into an order among those whom the registry names is left out', async () => {
  const [deputy = ''] = addresses.deputyEmails;
  const [office = ''] = addresses.ccEmails;
  const to = ['x@evil.example', 'GIAM-DOC@so-xay-dung.example', deputy];
  await sendOn('*', digest('slipped', { to, cc: [office, 'y@evil.example'] }));
  expect(await destinationsOf('slipped')).toEqual([{ to: ['GIAM-DOC@so-xay-dung.example', deputy], cc: [office] }]);
});

test('an address that was corrected after the morning was planned is not mailed', async () => {
  await register({ ...addresses, headEmail: 'giam-doc-moi@so-xay-dung.example' });
  await sendOn('*', digest('corrected'));
  expect(await destinationsOf('corrected')).toEqual([]);
});

test('a head who went to another unit after the morning was planned is not told of the one that he left', async () => {
  await register({ ...addresses, headEmail: 'giam-doc-moi@so-xay-dung.example' });
  const moved = unit('so-y-te', { headEmail: addresses.headEmail });
  await registerUnits(connectTables(), engines.tableNames.Registry, [moved]);
  await sendOn('*', digest('moved'));
  expect(await destinationsOf('moved')).toEqual([]);
});

test('a unit’s row that is not in force on the digest’s day names nobody', async () => {
  await register({ ...addresses, validTo: '2020-07-08' });
  await sendOn('*', digest('ended'));
  expect(await destinationsOf('ended')).toEqual([]);
});

test('on trial no head, copy or deputy is reached: they are replaced by the sink; who is on the list gets it', async () => {
  // Prepare
  const trial = (staging.mailAllowList ?? []).join(';');
  const first = digest('trial', { cc: addresses.ccEmails, deputies: addresses.deputyEmails });
  const toDeputies = fallbackOrder(first);

  // Act
  await sendOn(trial, first);
  if (toDeputies !== null) await sendOn(trial, toDeputies);

  // Assess
  expect(await destinationsOf('trial')).toEqual([{ to: [sink], cc: [admin] }]);
  expect(await destinationsOf('trial_deputies')).toEqual([{ to: [sink], cc: [] }]);
});

test('whatever an order says, a stage on trial mails its list and its sink alone', () => {
  const address = fc.constantFrom<string>('a@x.example', 'B@x.example', 'c@x.example', 'evil@x.example');
  const list = fc.uniqueArray(address);
  fc.assert(
    fc.property(list, list, list, list, (to, cc, named, allowed) => {
      const registered = new Map([['so-a', new Set(named.map((one) => one.toLowerCase()))]]);
      const scope = { allowList: allowed.join(' ; '), sinkAddress: 'sink@s.example' };
      const mailed = allowedRecipients(onlyRegistered({ to, cc, unitIds: ['so-a'] }, registered), scope);
      for (const one of [...mailed.to, ...mailed.cc]) {
        const mayBeMailed = allowed.includes(one) && named.includes(one);
        expect(one === 'sink@s.example' || mayBeMailed).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test('somebody who heads 300 units with copies each gets one mail, with as many copies as SES takes', async () => {
  // Prepare: names of 500 characters; some titles of 2,000, so that what more than 50 units are told fits a message
  const units = Array.from({ length: 300 }, (_, at) => {
    const copy = `van-thu-${at}@x.example`;
    return unit(`u-${at}`, { name: `${at} `.padEnd(500, 'ệ'), headEmail: 'ct@x.example', ccEmails: [copy] });
  });
  await registerUnits(connectTables(), engines.tableNames.Registry, units);
  const due = units.map(({ unitId, name: unitName }, at) => ({
    topic: assignment({ unitId, unitName, topicId: `of#${unitId}`, title: 'ệ'.repeat(at < 10 ? 2000 : 100) }),
    supersededBy: [],
  }));
  const { orders } = planDigests('2020-07-09', due, new Map(), new Map(units.map((one) => [one.unitId, one])));

  // Act
  for (const one of orders) await sendOn('*', one);

  // Assess: a queue takes messages of 256 KiB, SES 50 recipients and 10 MB
  expect(orders).toHaveLength(1);
  expect(Buffer.byteLength(JSON.stringify(orders[0]))).toBeLessThan(256 * 1024);
  const [sent, ...others] = await mail.mailsOf(orders[0]?.noticeId ?? '');
  expect(others).toEqual([]);
  const [destination] = await destinationsOf(orders[0]?.noticeId ?? '');
  expect(destination?.to).toEqual(['ct@x.example']);
  expect(destination?.cc).toHaveLength(49);
  expect(sent?.subject.length).toBeLessThanOrEqual(110);
  expect(JSON.stringify(sent).length).toBeLessThan(10_000_000);
  // About a page: 60 lines of 90 characters, and what stands beside it
  expect(sent?.body.text.length).toBeLessThan(3 * 60 * 90);
});
