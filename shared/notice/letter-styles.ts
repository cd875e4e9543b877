import type { CSSProperties } from 'react';
import type { Matter } from './letter.ts';

/** Colours of a matter: each has at least 4.5:1 contrast on the card, in light and in dark. */
interface Tone {
  readonly strong: string;
  readonly strongOnDark: string;
}

export const tones: Readonly<Record<Matter['tone'], Tone>> = {
  deduction: { strong: '#a3161f', strongOnDark: '#ff9a94' },
  overdue: { strong: '#a3161f', strongOnDark: '#ff9a94' },
  today: { strong: '#8a4b00', strongOnDark: '#ffc069' },
  coming: { strong: '#14508c', strongOnDark: '#8fc4ff' },
};

export const ink = '#1d2733';
const SOFT_INK = '#566270';
const LINE = '#e3e7ec';
const FONT = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Styles stand inline, since several mail programs drop style sheets. */
export const letterStyles = {
  page: { backgroundColor: '#eef1f4', margin: 0, padding: '16px 8px', fontFamily: FONT },
  sheet: { backgroundColor: '#ffffff', maxWidth: '640px', width: '100%', margin: '0 auto', borderRadius: '6px' },
  masthead: { backgroundColor: '#14375e', borderRadius: '6px 6px 0 0', padding: '18px 20px' },
  sender: { margin: 0, color: '#ffffff', fontSize: '20px', lineHeight: '26px', fontWeight: 700 },
  office: { margin: 0, color: '#d5e0ec', fontSize: '14px', lineHeight: '20px' },
  address: { padding: '18px 20px 0' },
  date: { margin: 0, color: SOFT_INK, fontSize: '14px', lineHeight: '20px', textAlign: 'right' },
  addressee: { margin: '8px 0 0', color: ink, fontSize: '16px', lineHeight: '24px' },
  units: { margin: 0, color: SOFT_INK, fontSize: '15px', lineHeight: '22px' },
  content: { padding: '4px 20px 20px' },
  paragraph: { margin: '12px 0 0', fontSize: '15px', lineHeight: '23px', overflowWrap: 'anywhere' },
  card: {
    margin: '18px 0 0',
    padding: '14px 16px 16px',
    backgroundColor: '#f7f9fb',
    borderLeft: '4px solid',
    borderRadius: '0 4px 4px 0',
  },
  label: { margin: 0, fontSize: '14px', lineHeight: '20px', fontWeight: 700 },
  title: {
    margin: '2px 0 0',
    color: ink,
    fontSize: '17px',
    lineHeight: '24px',
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  facts: { margin: '8px 0 0', borderCollapse: 'collapse' },
  factName: {
    width: '34%',
    padding: '6px 12px 6px 0',
    borderTop: `1px solid ${LINE}`,
    color: SOFT_INK,
    fontSize: '14px',
    lineHeight: '21px',
    fontWeight: 400,
    textAlign: 'left',
    verticalAlign: 'top',
  },
  factValue: {
    padding: '6px 0',
    borderTop: `1px solid ${LINE}`,
    color: ink,
    fontSize: '15px',
    lineHeight: '21px',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
  },
  further: { margin: '18px 0 0', padding: '14px 0 0', borderTop: `2px solid ${LINE}` },
  entry: { margin: '6px 0 0', fontSize: '14px', lineHeight: '21px' },
  contact: { fontWeight: 600 },
  reference: { margin: '12px 0 0', color: SOFT_INK, fontSize: '13px', lineHeight: '19px', overflowWrap: 'anywhere' },
} as const satisfies Record<string, CSSProperties>;

const toneRules = Object.entries(tones)
  .map(
    ([tone, { strongOnDark }]) =>
      `.${tone}{border-left-color:${strongOnDark}!important}.${tone} .label{color:${strongOnDark}!important}`,
  )
  .join('');

/** For mail programs that know the reader's choice of dark colours; the others keep the light ones. */
export const darkColours = `@media (prefers-color-scheme:dark){body,.page,.page>table>tbody>tr>td{background-color:#10161d!important}.sheet{background-color:#1a222c!important}.masthead{background-color:#0d2440!important}.card{background-color:#222c38!important}.ink{color:#e8edf2!important}.soft{color:#a9b6c4!important}.line{border-top-color:#36424f!important}${toneRules}}`;
