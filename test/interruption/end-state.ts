import * as z from 'zod';
import { sha256 } from '../../shared/runtime/digest.ts';
import type { StoredMail } from '../engines/mail-engine.ts';
import type { StoredState } from './engine-state.ts';

/** All that a run leaves behind. */
export interface LeftBehind {
  readonly stored: StoredState;
  readonly mails: readonly StoredMail[];
  /** queue -> the messages that wait in it */
  readonly waiting: Readonly<Record<string, readonly unknown[]>>;
  readonly alarms: readonly string[];
}

/** The same, flat, under names that a person can read where a test fails. */
export type EndState = Readonly<Record<string, unknown>>;

/** @param ofAttempts attributes that tell of the attempts themselves, and are left out */
export function describeEndState(left: LeftBehind, ofAttempts: readonly string[]): EndState {
  const { tables, objects } = left.stored;
  const items = [...tables].flatMap(([table, itemsByKey]) =>
    [...itemsByKey].map(([key, item]) => [`${table} ${key}`, without(ofAttempts, plain(item))]),
  );
  const contents = [...objects].map(([key, { bytes }]) => [`object ${key}`, contentOf(key, bytes, ofAttempts)]);
  const queues = Object.entries(left.waiting).map(([name, messages]) => [`queue ${name}`, asSet(messages)]);
  const mails = left.mails.map(({ messageId: _, ...mail }) => mail);
  const state = { ...Object.fromEntries([...items, ...contents, ...queues]), mails, alarms: left.alarms };
  const messageIds = left.mails.map(({ messageId }) => messageId);
  return withoutIds(state, messageIds);
}

/** What an object holds: its digest, or what its JSON says besides what tells of the attempts. */
function contentOf(key: string, bytes: Buffer, ofAttempts: readonly string[]): unknown {
  const isToBeRead = ofAttempts.length > 0 && key.endsWith('.json');
  return isToBeRead ? without(ofAttempts, JSON.parse(bytes.toString())) : sha256(bytes);
}

function without(names: readonly string[], item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

/** A queue may double its messages anyway, and whoever takes them up is prepared for it. */
function asSet(messages: readonly unknown[]): string[] {
  return [...new Set(messages.map((message) => JSON.stringify(message)))].toSorted();
}

/** A string set, as the trail of a notice is one, is a Set in JavaScript, which JSON does not know. */
function plain(value: unknown): unknown {
  if (value instanceof Set) return [...value].toSorted();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

/** SES gives each mail an id of its own: in its place, which of the mails it is. */
function withoutIds(state: EndState, messageIds: readonly string[]): EndState {
  const text = messageIds.reduce((text, id, at) => text.replaceAll(id, `id of mail ${at + 1}`), JSON.stringify(state));
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
