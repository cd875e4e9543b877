import type { Context, SQSEvent } from 'aws-lambda';
import { handler } from '../../functions/evaluate-month/handler.ts';

/** One invocation of the deployed handler in a fresh process, as a morning's Lambda is: only the handler's time is taken. */
const [scheduledAt] = process.argv.slice(2);
const record = { messageId: 'morning', body: JSON.stringify({ scheduledAt }) };
const event = { Records: [record] } as unknown as SQSEvent;
const context = { getRemainingTimeInMillis: () => 900_000 } as Context;

const begin = performance.now();
await handler(event, context);
const seconds = (performance.now() - begin) / 1000;
const { user, system } = process.cpuUsage();
const peakMegabytes = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMegabytes }));
process.exit();
