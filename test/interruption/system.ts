import { jest } from '@jest/globals';
import * as z from 'zod';
import { Bucket } from '../../shared/runtime/bucket.ts';
import type { Engines } from '../engines/engines.ts';
import type { FaultLine } from '../engines/fault-line.ts';
import type { MailEngine } from '../engines/mail-engine.ts';
import { lambdaContext, sqsEvent } from '../notice/sqs-event.ts';
import { describeEndState, type EndState } from './end-state.ts';
import { EngineState, nothingStored, type StoredState } from './engine-state.ts';
import { HeardAlarms } from './heard-alarms.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import { type WiredEngines, wireEngines } from './wired-engines.ts';

/** Where to a function wrote, in order, and how many of its attempts were cut off. */
export interface WorkedOff {
  readonly writes: readonly string[];
  readonly deaths: number;
}

const queueNames = ['ingest', 'notices', 'admins'] as const;
const handlerModule = z.object({ handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>() });
const USUAL_CLOCK = '2020-07-09T00:30:00.000Z';

/**
 * The functions as they are deployed, on real engines, with a wire between them that can be cut. Each handling is a
 * process of its own: what the one before remembered in its module is gone.
 */
export class System {
  readonly engines: Engines;
  /** Past the wire. */
  readonly bucket: Bucket;
  readonly line: FaultLine;
  readonly mail: MailEngine;
  readonly #state: EngineState;
  readonly #alarms = new HeardAlarms();
  #processes = 0;
  #prepared = nothingStored;
  /** What was read last; since then only a run may have changed it. */
  #present = nothingStored;

  static async start(): Promise<System> {
    return new System(await wireEngines());
  }

  private constructor({ engines, mail, line, tables, s3 }: WiredEngines) {
    this.engines = engines;
    this.mail = mail;
    this.line = line;
    this.#state = new EngineState(engines.bucketName, tables, s3);
    this.bucket = new Bucket(engines.bucketName, s3);
    // The SDK warns of each upload that is cut off.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  }

  async close(): Promise<void> {
    jest.restoreAllMocks();
    jest.useRealTimers();
    this.line.close();
    await this.mail.close();
    await this.engines.close();
  }

  /** Brings about what a case begins with, and nothing else. */
  async prepare({ prepare }: InterruptedCase): Promise<void> {
    setClock(USUAL_CLOCK);
    this.line.mend();
    await this.#state.set(nothingStored, await this.#read());
    await prepare?.(this);
    this.#prepared = await this.#read();
  }

  /** Begins the case as it was prepared: alarms and mails are forgotten, no message waits. */
  async begin({ sesRefusals = [] }: InterruptedCase): Promise<void> {
    await this.#state.set(this.#prepared, this.#present);
    for (const name of queueNames) this.engines.purge(name);
    await this.mail.forgetMails();
    this.line.refuse(...sesRefusals);
    this.line.takeWrites();
    this.#alarms.forget();
  }

  /** Lets a function handle an event in a process of its own. */
  async handle(functionName: string, event: unknown): Promise<unknown> {
    const path = `../../functions/${functionName}/handler.ts?process=${++this.#processes}`;
    const { handler } = handlerModule.parse(await import(path));
    return handler(event, lambdaContext);
  }

  /**
   * Works off an event and, where the function feeds its own queue, all that follows, as the queue does: what was cut off
   * comes again.
   */
  async workOff(functionName: string, interrupted: InterruptedCase): Promise<WorkedOff> {
    const { event, feeds, clock = [], meanwhile, environment = {} } = interrupted;
    const usual = Object.keys(environment).map((name) => [name, process.env[name]]);
    Object.assign(process.env, environment);
    const fed = () => (feeds === undefined ? [] : this.engines.waiting(feeds).map((message) => sqsEvent(message)));
    const events = () => [event, ...fed()];
    const writes: string[] = [];
    let [done, deaths] = [0, 0];
    while (done < events().length) {
      setClock(clock[deaths] ?? USUAL_CLOCK);
      if (await this.#attempt(functionName, events()[done])) done++;
      else deaths++;
      writes.push(...this.line.takeWrites());
      await meanwhile?.(this);
      this.line.takeWrites();
    }
    Object.assign(process.env, Object.fromEntries(usual));
    return { writes, deaths };
  }

  async endState({ ofAttempts = [], feeds }: InterruptedCase): Promise<EndState> {
    const stored = await this.#read();
    const queues = queueNames.filter((name) => name !== feeds).map((name) => [name, this.#messagesIn(name)]);
    const left = {
      stored,
      mails: await this.mail.mails(),
      waiting: Object.fromEntries(queues),
      alarms: this.#alarms.names,
    };
    return describeEndState(left, ofAttempts);
  }

  #messagesIn(queue: string): unknown[] {
    return [...this.engines.waiting(queue), ...this.engines.delayed(queue)];
  }

  /** Returns whether the function came to its end; all but the wire must hold. */
  async #attempt(functionName: string, event: unknown): Promise<boolean> {
    try {
      await this.handle(functionName, event);
      return true;
    } catch (error) {
      if (!this.line.isDead) throw error;
      return false;
    } finally {
      if (this.line.isDead) this.line.mend();
    }
  }

  async #read(): Promise<StoredState> {
    this.#present = await this.#state.read();
    return this.#present;
  }
}

/** Sets the machine's clock; timers run as they do. */
function setClock(now: string): void {
  jest.useFakeTimers({
    now: Date.parse(now),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}
