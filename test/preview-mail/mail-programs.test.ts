import { expect, test } from '@jest/globals';
import { caniemail } from 'caniemail';
import { composePreview } from '../../infra/local/preview-mail/compose-preview.ts';
import { mailSamples } from '../../infra/local/preview-mail/samples.ts';

/** Thunderbird is left out: the list of what it knows lacks rows, and caniemail gives up on them. */
const programs = ['gmail.*', 'outlook.*', 'apple-mail.*', 'samsung-email.*'] as const;

/** What some of them lack, and why the mail holds without it. */
const doneWithout: Readonly<Record<string, string>> = {
  '<body> element': 'turned into a division; the sheet has its own colours, font and language',
  '<style> element': 'only for dark colours; all else stands inline',
  '@media': 'only for dark colours; elsewhere the light ones stay',
  'color-scheme meta tag': 'only for dark colours',
  'border-radius': 'corners are square then',
  'display:none': 'of the hidden preview, in a phone’s browser: there it is hidden by its height of 0',
  'max-height property': 'of the hidden preview, in Outlook: there it is hidden by display:none',
  opacity: 'of the hidden preview',
  overflow: 'of the hidden preview',
  'role attribute': 'of Windows Mail, which is discontinued',
  'white-space': 'the number of a document may be broken at its hyphens then',
  'word-break': 'of Windows Mail, which is discontinued',
};

/** What the programs that are named lack of what the mail uses, each once. */
function lackingIn(html: string): string[] {
  const { errors } = caniemail({ clients: [...programs], html }).issues;
  return [...new Set([...errors.values()].flat().map(({ title }) => title.trim()))];
}

test('what a program lacks is found', () => {
  expect(lackingIn('<div style="display:flex">x</div>')).toContain('display:flex');
});

test('mails use nothing that Outlook, Gmail, Apple Mail or Samsung lack, but what they can do without', async () => {
  // Prepare: one with everything that a letter can have, one with texts that could be taken for markup
  const samples = mailSamples.filter(({ name }) => name === 'overflow' || name === 'hostile');

  // Act
  const lacking = new Set<string>();
  for (const sample of samples) for (const title of lackingIn((await composePreview(sample)).html)) lacking.add(title);

  // Assess
  expect([...lacking].sort()).toEqual(Object.keys(doneWithout).sort());
});
