import { describe, expect, test } from '@jest/globals';
import { darkColours, palette } from '../../shared/notice/letter-styles.ts';

/** WCAG 2.1, relative luminance of sRGB. */
function luminanceOf(colour: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test('contrast is computed as WCAG does', () => {
  // Black on white is 21:1; #767676 is known as the lightest grey on white that holds 4.5:1 (4.54).
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

/** What is written on what. */
const pairs = [
  ['sender', 'masthead'],
  ['office', 'masthead'],
  ['ink', 'sheet'],
  ['soft', 'sheet'],
  ['ink', 'card'],
  ['soft', 'card'],
  ['deduction', 'card'],
  ['overdue', 'card'],
  ['today', 'card'],
  ['coming', 'card'],
] as const;

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  test.each(pairs)('%s can be read on %s', (text, surface) => {
    expect(contrastOf(palette[scheme][text], palette[scheme][surface])).toBeGreaterThanOrEqual(4.5);
  });
});

test('every colour has its dark one in the style sheet', () => {
  expect(Object.keys(palette.dark).sort()).toEqual(Object.keys(palette.light).sort());
  for (const colour of Object.values(palette.dark)) expect(darkColours).toContain(`${colour}!important`);
});
