import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

export const widths = [360, 800] as const;
export const colourSchemes = ['light', 'dark'] as const;

/** How a mail is looked at. */
export interface View {
  /** CSS pixels. */
  readonly width: (typeof widths)[number];
  readonly colours: (typeof colourSchemes)[number];
}

export const views: readonly View[] = widths.flatMap((width) => colourSchemes.map((colours) => ({ width, colours })));

export interface Picture {
  readonly png: Buffer;
  /** Whether something is wider than the screen. */
  readonly scrollsSideways: boolean;
}

/** Takes pictures of HTML as it is seen in a view; nothing is fetched. */
export interface Camera {
  readonly photograph: (html: string, view: View) => Promise<Picture>;
  readonly close: () => Promise<void>;
}

/** Debian's browser; null where there is none on the PATH. */
export function findChromium(path = process.env.PATH ?? ''): string | null {
  const files = path.split(delimiter).map((directory) => join(directory, 'chromium'));
  return files.find(isExecutable) ?? null;
}

export async function openCamera(executablePath: string): Promise<Camera> {
  const isRoot = process.getuid?.() === 0; // Chromium's sandbox refuses root
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  const contexts = new Map<View, BrowserContext>();
  for (const view of views) {
    const viewport = { width: view.width, height: 600 };
    contexts.set(view, await browser.newContext({ viewport, colorScheme: view.colours, offline: true }));
  }
  return {
    photograph: async (html, view) => {
      const context = contexts.get(view);
      if (context === undefined) throw new Error(`No view of ${view.width} px, ${view.colours}`);
      return takePicture(context, html, view.width);
    },
    close: () => browser.close(),
  };
}

async function takePicture(context: BrowserContext, html: string, width: number): Promise<Picture> {
  const page = await context.newPage();
  try {
    await page.setContent(html);
    const png = await page.screenshot({ fullPage: true });
    return { png, scrollsSideways: Number(await page.evaluate('document.documentElement.scrollWidth')) > width };
  } finally {
    await page.close();
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
