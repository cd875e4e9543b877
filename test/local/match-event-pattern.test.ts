import { expect, test } from '@jest/globals';
import { matchesPattern, parseEventPattern } from '../../infra/local/match-event-pattern.ts';

function matches(pattern: unknown, event: unknown): boolean {
  return matchesPattern(parseEventPattern(pattern), event);
}

const created = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'province' }, object: { key: 'snapshots/portal/2020-06-15.csv', size: 120 } },
};

test('every field that a pattern names must match one of its values', () => {
  const pattern = { source: ['aws.s3'], detail: { bucket: { name: ['another', 'province'] } } };
  expect(matches(pattern, created)).toBe(true);
  expect(matches({ ...pattern, source: ['aws.ses'] }, created)).toBe(false);
  expect(matches({ detail: { bucket: { region: ['x'] } } }, created)).toBe(false);
  expect(matches({ detail: { object: { size: [120] } } }, created)).toBe(true);
  expect(matches({ detail: { object: { size: ['120'] } } }, created)).toBe(false);
});

test('keys are matched by prefix, suffix, wildcard and what they are not', () => {
  const withKey = (...matchers: unknown[]) => matches({ detail: { object: { key: matchers } } }, created);
  expect(withKey({ prefix: 'snapshots/' })).toBe(true);
  expect(withKey({ prefix: 'registry/' })).toBe(false);
  expect(withKey({ prefix: 'registry/' }, { suffix: '.csv' })).toBe(true);
  expect(withKey({ wildcard: 'snapshots/*/2020-06-1?.csv' })).toBe(false);
  expect(withKey({ wildcard: 'snapshots/*/2020-*.csv' })).toBe(true);
  expect(withKey({ 'anything-but': { prefix: 'snapshots/' } })).toBe(false);
  expect(withKey({ 'anything-but': ['registry/units.csv'] })).toBe(true);
  expect(withKey({ exists: false })).toBe(false);
});

test('a list in the event matches when one of its members does, as the tags of a mail do', () => {
  const sent = { detail: { mail: { tags: { 'ses:configuration-set': ['DungHen-mail'] } } } };
  expect(matches({ detail: { mail: { tags: { 'ses:configuration-set': ['DungHen-mail'] } } } }, sent)).toBe(true);
  expect(matches({ detail: { mail: { tags: { 'ses:configuration-set': ['other'] } } } }, sent)).toBe(false);
});

test('a matcher that is not understood is refused, not taken for one that fails', () => {
  expect(() => parseEventPattern({ detail: { size: [{ numeric: ['>', 0] }] } })).toThrow(
    expect.objectContaining({ code: 'EVENT_PATTERN_UNREADABLE' }),
  );
});
