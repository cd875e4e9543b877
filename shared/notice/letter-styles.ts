import type { CSSProperties } from 'react';
import type { Matter } from './letter.ts';

/** What has a colour: surfaces, texts on them (at least 4.5:1, WCAG AA), lines, and the tones of matters. */
interface Colours extends Readonly<Record<Matter['tone'], string>> {
  readonly page: string;
  readonly sheet: string;
  readonly card: string;
  readonly masthead: string;
  /** On the masthead. */
  readonly sender: string;
  readonly office: string;
  /** On sheet and card. */
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
}

const light: Colours = {
  page: '#eef1f4',
  sheet: '#ffffff',
  card: '#f7f9fb',
  masthead: '#14375e',
  sender: '#ffffff',
  office: '#d5e0ec',
  ink: '#1d2733',
  soft: '#566270',
  line: '#e3e7ec',
  deduction: '#a3161f',
  overdue: '#a3161f',
  today: '#8a4b00',
  coming: '#14508c',
};

const dark: Colours = {
  page: '#10161d',
  sheet: '#1a222c',
  card: '#222c38',
  masthead: '#0d2440',
  sender: '#ffffff',
  office: '#d5e0ec',
  ink: '#e8edf2',
  soft: '#a9b6c4',
  line: '#36424f',
  deduction: '#ff9a94',
  overdue: '#ff9a94',
  today: '#ffc069',
  coming: '#8fc4ff',
};

export const palette = { light, dark } as const;

/** CSS pixels. */
export const SHEET_WIDTH = 640;

const FONT = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** A long word breaks where it must; `overflow-wrap`, the newer word for it, is dropped by Gmail and Outlook. */
const breaking = { wordBreak: 'break-word' } as const;

/** @param lineHeight CSS pixels; Outlook for Windows takes it for the least height unless told otherwise */
function type(fontSize: number, lineHeight: number) {
  return { fontSize: `${fontSize}px`, lineHeight: `${lineHeight}px`, msoLineHeightRule: 'exactly' } as const;
}

/** Styles stand inline, since several mail programs drop style sheets. Only cells are padded: Outlook pads nothing else. */
export const letterStyles = {
  page: { backgroundColor: light.page, margin: 0, padding: '16px 8px', fontFamily: FONT },
  sheet: { backgroundColor: light.sheet, maxWidth: `${SHEET_WIDTH}px`, width: '100%', borderRadius: '6px' },
  masthead: { backgroundColor: light.masthead, borderRadius: '6px 6px 0 0', padding: '18px 20px' },
  sender: { margin: 0, color: light.sender, ...type(20, 26), fontWeight: 700, ...breaking },
  office: { margin: 0, color: light.office, ...type(14, 20) },
  address: { padding: '18px 20px 0' },
  date: { margin: 0, color: light.soft, ...type(14, 20), textAlign: 'right' },
  addressee: { margin: '8px 0 0', color: light.ink, ...type(16, 24), ...breaking },
  units: { margin: 0, color: light.soft, ...type(15, 22), ...breaking },
  content: { padding: '4px 20px 20px' },
  paragraph: { margin: '12px 0 0', color: light.ink, ...type(15, 23), ...breaking },
  apart: { padding: '18px 0 0' },
  card: { padding: '14px 16px 16px', backgroundColor: light.card, borderRadius: '0 4px 4px 0' },
  label: { margin: 0, ...type(14, 20), fontWeight: 700 },
  title: { margin: '2px 0 0', color: light.ink, ...type(17, 24), fontWeight: 700, ...breaking },
  facts: { margin: '8px 0 0', borderCollapse: 'collapse' },
  factName: {
    width: '34%',
    padding: '6px 12px 6px 0',
    borderTop: `1px solid ${light.line}`,
    color: light.soft,
    ...type(14, 21),
    fontWeight: 400,
    textAlign: 'left',
    verticalAlign: 'top',
    ...breaking,
  },
  factValue: {
    padding: '6px 0',
    borderTop: `1px solid ${light.line}`,
    color: light.ink,
    ...type(15, 21),
    verticalAlign: 'top',
    ...breaking,
  },
  unbroken: { whiteSpace: 'nowrap' },
  further: { padding: '14px 0 0', borderTop: `2px solid ${light.line}` },
  entry: { margin: '6px 0 0', ...type(14, 21) },
  contact: { fontWeight: 700 },
  reference: { margin: '12px 0 0', color: light.soft, ...type(13, 19), ...breaking },
} as const satisfies Record<string, CSSProperties & { readonly msoLineHeightRule?: 'exactly' }>;

const tones = ['deduction', 'overdue', 'today', 'coming'] as const satisfies readonly Matter['tone'][];

/** Selectors and what they get where the reader has chosen dark colours. */
const darkRules: readonly (readonly [selector: string, property: string, colour: string])[] = [
  ['body,.page,.page>table>tbody>tr>td', 'background-color', dark.page],
  ['.sheet', 'background-color', dark.sheet],
  ['.masthead', 'background-color', dark.masthead],
  ['.sender', 'color', dark.sender],
  ['.office', 'color', dark.office],
  ['.card', 'background-color', dark.card],
  ['.ink', 'color', dark.ink],
  ['.soft', 'color', dark.soft],
  ['.line', 'border-top-color', dark.line],
  ...tones.flatMap(
    (tone) =>
      [
        [`.${tone}`, 'border-left-color', dark[tone]],
        [`.${tone} .label`, 'color', dark[tone]],
      ] as const,
  ),
];

/** For mail programs that know the reader's choice of dark colours; the others keep the light ones. */
export const darkColours = `@media (prefers-color-scheme:dark){${darkRules
  .map(([selector, property, colour]) => `${selector}{${property}:${colour}!important}`)
  .join('')}}`;
