import type { LocalPage } from '../../infra/local/page/start-page.ts';

export interface ReadPage {
  readonly status: number;
  readonly html: string;
  /** What a reader sees, with single blanks. */
  readonly text: string;
  readonly headers: Headers;
}

export async function readPage(page: LocalPage, path: string): Promise<ReadPage> {
  const response = await fetch(new URL(path, page.url));
  const html = await response.text();
  return { status: response.status, html, text: textOf(html), headers: response.headers };
}

function textOf(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}
