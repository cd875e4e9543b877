import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainLine } from '../../shared/notice/plain-line.ts';

test.each([
  ['line breaks of every kind', 'Sở\r\nXây\u2028dựng\u0085Bcc:', 'Sở Xây dựng Bcc:'],
  ['a word turned around', 'Sở \u202egnựd yâX\u202c \u2066A\u2069', 'Sở gnựd yâX A'],
  ['letters that are drawn as nothing', 'S\u200bở X\u00adây\u2060 d\u{e0041}ựng\ufe0f\u3164', 'Sở Xây dựng'],
  ['NUL and half a character', 'Sở\u0000\ud800 A', 'Sở \ufffd A'],
  ['what is no character', 'Sở\uffff\u{1fffe} A', 'Sở A'],
  // "e", zero-width space, combining acute: taking out what lies between composes the letter.
  ['a letter that something unseen takes apart', 'be\u200b\u0301', 'bé'],
])('a name with %s is one line of plain text', (_case, name, line) => {
  expect(plainLine(name)).toBe(line);
});

test('any text becomes one line of plain text, which stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const line = plainLine(text);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
      expect(line).toBe(line.normalize('NFC'));
      expect(plainLine(line)).toBe(line);
    }),
    { numRuns: 2000 },
  );
});
