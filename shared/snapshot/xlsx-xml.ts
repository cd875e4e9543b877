import { SaxesParser } from 'saxes';
import { unreadable } from './xlsx-archive.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told of an XML file, in order. Names come without their prefix. */
export interface XmlListener {
  opened(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  closed(name: string): void;
}

/** A cell holds at most 32,767 characters; a text without end would fill the memory. */
const MAX_TEXT_BYTES = 4 * 2 ** 20;
const LESS_THAN = 0x3c;

/**
 * Reads an XML file as it comes, chunk by chunk.
 *
 * @param mayStop asked after each chunk; what follows is not read
 * @throws RefusedFile `unreadable-workbook`
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  listener: XmlListener,
  mayStop: () => boolean = () => false,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = parserFor(listener);
  let textBytes = 0;
  try {
    for await (const chunk of chunks) {
      const lastTag = chunk.lastIndexOf(LESS_THAN);
      textBytes = lastTag === -1 ? textBytes + chunk.length : chunk.length - lastTag;
      if (textBytes > MAX_TEXT_BYTES) throw unreadable('a text in it has no end');
      parser.write(decode(decoder, chunk));
      if (mayStop()) return;
    }
    parser.write(decode(decoder)).close();
  } catch (cause) {
    throw cause instanceof XmlError ? unreadable(`it is damaged (${cause.message})`, cause) : cause;
  }
}

class XmlError extends Error {}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new XmlError('bytes that are no UTF-8', { cause });
  }
}

function parserFor(listener: XmlListener) {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => listener.opened(localName(name), attributes));
  parser.on('text', (text) => listener.text(text));
  parser.on('cdata', (text) => listener.text(text));
  parser.on('closetag', ({ name }) => listener.closed(localName(name)));
  parser.on('error', ({ message }) => {
    throw new XmlError(message);
  });
  return parser;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** The value of an attribute that has a prefix, whichever it is: `r:id`. */
export function prefixed(attributes: XmlAttributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}
