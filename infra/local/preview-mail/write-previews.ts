import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composePreview, type PreviewedMail } from './compose-preview.ts';
import { indexPage, pictureName } from './index-page.ts';
import type { MailSample } from './mail-sample.ts';
import { type Camera, views } from './photograph.ts';

/** What of the mails should not go out as it is, a line each. */
export type Fault = string;

/** Gmail clips what is longer. */
export const MOST_HTML_BYTES = 102_000;

/**
 * Writes each sample as HTML, text, mail and pictures into a directory, with an index.
 *
 * @param camera null: no pictures
 */
export async function writePreviews(
  samples: readonly MailSample[],
  directory: string,
  camera: Camera | null,
): Promise<Fault[]> {
  mkdirSync(directory, { recursive: true });
  const mails: PreviewedMail[] = [];
  const faults: Fault[] = [];
  for (const sample of samples) {
    const mail = await composePreview(sample);
    mails.push(mail);
    faults.push(...writeParts(mail, directory));
    if (camera !== null) faults.push(...(await writePictures(mail, directory, camera)));
  }
  writeFileSync(join(directory, 'index.html'), indexPage(mails, camera !== null));
  return faults;
}

function writeParts({ name, html, text, mime }: PreviewedMail, directory: string): Fault[] {
  writeFileSync(join(directory, `${name}.html`), html);
  writeFileSync(join(directory, `${name}.txt`), text);
  writeFileSync(join(directory, `${name}.eml`), mime);
  const bytes = Buffer.byteLength(html);
  return bytes < MOST_HTML_BYTES ? [] : [`${name}: ${bytes} bytes of HTML, Gmail clips at ${MOST_HTML_BYTES}`];
}

async function writePictures(mail: PreviewedMail, directory: string, camera: Camera): Promise<Fault[]> {
  const faults = await Promise.all(
    views.map(async (view) => {
      const { png, scrollsSideways } = await camera.photograph(mail.html, view);
      writeFileSync(join(directory, pictureName(mail, view)), png);
      return scrollsSideways ? [`${mail.name}: wider than ${view.width} px (${view.colours})`] : [];
    }),
  );
  return faults.flat();
}
