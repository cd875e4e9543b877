import { Body, Container, Head, Heading, Html, Preview, Text } from '@react-email/components';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { cutAt } from './cut-at.ts';
import type { Fact, FurtherMatters, Letter, Matter } from './letter.ts';
import { darkColours, palette, SHEET_WIDTH, letterStyles as styles } from './letter-styles.ts';

/** The number of an official document, `664/UBND-TH`, `30/2020/NĐ-CP`: not broken at its hyphens; short enough for a phone. */
const DOCUMENT_NUMBER = /(?<![\p{L}\d])(\d{1,5}\/(?:\d{4}\/)?\p{L}{1,10}(?:-\p{L}{1,10}){1,2})(?![\p{L}\d-])/u;

/** What mailboxes show beside a subject. */
const PREVIEW_CHARACTERS = 120;

/** The letter as an HTML mail: tables for layout, no image, no link, nothing fetched. React escapes what it is given. */
export function letterHtml(letter: Letter): string {
  return `<!DOCTYPE html>${renderToStaticMarkup(<LetterMail letter={letter} />)}`;
}

function LetterMail({ letter }: { letter: Letter }): ReactElement {
  return (
    <Html lang="vi">
      <Head>
        <title>{letter.subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkColours}</style>
      </Head>
      <Body className="page" style={styles.page}>
        <Preview>{cutAt(letter.opening.at(-1) ?? letter.subject, PREVIEW_CHARACTERS)}</Preview>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: React rendered it, and escaped what it was given */}
        <div dangerouslySetInnerHTML={{ __html: asWideInOutlook(renderToStaticMarkup(<Sheet letter={letter} />)) }} />
      </Body>
    </Html>
  );
}

/** Outlook for Windows knows no greatest width: it gets a table of that width around. JSX cannot write such comments. */
function asWideInOutlook(sheet: string): string {
  const table = `<table role="presentation" align="center" width="${SHEET_WIDTH}" border="0" cellpadding="0" cellspacing="0">`;
  return `<!--[if mso]>${table}<tr><td><![endif]-->${sheet}<!--[if mso]></td></tr></table><![endif]-->`;
}

/** Says its language itself: Gmail drops the page around it. */
function Sheet({ letter }: { letter: Letter }): ReactElement {
  const isLong = letter.matters.length > 1;
  return (
    <Container className="sheet" lang="vi" style={styles.sheet}>
      <LetterHead letter={letter} />
      <Box style={styles.content}>
        {letter.opening.map((paragraph) => (
          <Paragraph key={paragraph} text={paragraph} />
        ))}
        {letter.matters.map((matter, position) => (
          // Two topics may read the same; their place in the letter tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
          <MatterCard key={position} matter={matter} number={isLong ? position + 1 : null} />
        ))}
        {letter.further !== null && <Further further={letter.further} />}
        <LetterFoot letter={letter} />
      </Box>
    </Container>
  );
}

/** A table of one cell: Outlook for Windows pads nothing else. */
function Box({
  className,
  style,
  children,
}: {
  className?: string;
  style: CSSProperties;
  children: ReactNode;
}): ReactElement {
  return (
    <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td className={className} style={style}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function LetterHead({ letter }: { letter: Letter }): ReactElement {
  return (
    <>
      <Box className="masthead" style={styles.masthead}>
        <Heading as="h1" className="sender" style={styles.sender}>
          {letter.sender}
        </Heading>
        <Text className="office" style={styles.office}>
          {letter.office}
        </Text>
      </Box>
      <Box style={styles.address}>
        <Text className="soft" style={styles.date}>
          {letter.date}
        </Text>
        <Text className="ink" style={styles.addressee}>
          Kính gửi: <strong>{letter.addressee}</strong>
        </Text>
        <Text className="soft" style={styles.units}>
          Đơn vị: {letter.units}
        </Text>
      </Box>
    </>
  );
}

function MatterCard({ matter, number }: { matter: Matter; number: number | null }): ReactElement {
  const tone = palette.light[matter.tone];
  return (
    <Box style={styles.apart}>
      <Box className={`card ${matter.tone}`} style={{ ...styles.card, borderLeft: `4px solid ${tone}` }}>
        <Text className="label" style={{ ...styles.label, color: tone }}>
          {matter.label}
        </Text>
        <Heading as="h2" className="ink" style={styles.title}>
          {number === null ? '' : `${number}. `}
          {matter.title}
        </Heading>
        <FactTable facts={matter.facts} />
        {matter.paragraphs.map((paragraph) => (
          <Paragraph key={paragraph} text={paragraph} />
        ))}
      </Box>
    </Box>
  );
}

function FactTable({ facts }: { facts: readonly Fact[] }): ReactElement {
  return (
    <table width="100%" border={0} cellPadding="0" cellSpacing="0" style={styles.facts}>
      <tbody>
        {facts.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row" className="soft line" style={styles.factName}>
              {name}
            </th>
            <td className="ink line" style={styles.factValue}>
              {unbroken(value)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Further({ further: { heading, lines, note } }: { further: FurtherMatters }): ReactElement {
  return (
    <Box style={styles.apart}>
      <Box className="line" style={styles.further}>
        <Heading as="h2" className="ink" style={styles.title}>
          {heading}
        </Heading>
        {lines.map((line, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
          <Paragraph key={position} text={line} style={styles.entry} />
        ))}
        <Paragraph text={note} />
      </Box>
    </Box>
  );
}

function LetterFoot({ letter }: { letter: Letter }): ReactElement {
  return (
    <>
      {letter.closing.map((paragraph) => (
        <Paragraph key={paragraph} text={paragraph} />
      ))}
      <Paragraph text={`${letter.contact.name}: ${letter.contact.value}`} style={styles.contact} />
      <Text className="soft" style={styles.reference}>
        {letter.reference}
      </Text>
    </>
  );
}

function Paragraph({ text, style }: { text: string; style?: CSSProperties }): ReactElement {
  return (
    <Text className="ink" style={{ ...styles.paragraph, ...style }}>
      {unbroken(text)}
    </Text>
  );
}

/** A text whose numbers of documents stand on one line each: every second part of what is split is one. */
function unbroken(text: string): ReactNode[] {
  return text.split(DOCUMENT_NUMBER).map((part, position) =>
    position % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
      <span key={position} style={styles.unbroken}>
        {part}
      </span>
    ),
  );
}
