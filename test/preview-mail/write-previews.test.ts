import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findChromium, openCamera, views } from '../../infra/local/preview-mail/photograph.ts';
import { mailSamples } from '../../infra/local/preview-mail/samples.ts';
import { writePreviews } from '../../infra/local/preview-mail/write-previews.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const samples = mailSamples.filter(({ name }) => name === 'hostile');

test('without a browser a mail is written as HTML, text and mail, and shown in an index', async () => {
  // Prepare
  const directory = temporaryDirectory();

  // Act
  const faults = await writePreviews(samples, directory, null);

  // Assess
  expect(faults).toEqual([]);
  expect(readFileSync(join(directory, 'hostile.html'), 'utf8')).toContain('&lt;script&gt;');
  expect(readFileSync(join(directory, 'hostile.txt'), 'utf8')).toContain('Kính gửi: ');
  expect(readFileSync(join(directory, 'hostile.eml'), 'utf8')).toMatch(/^Subject: /m);
  const index = readFileSync(join(directory, 'index.html'), 'utf8');
  expect(index).toContain('<iframe src="hostile.html"');
  expect(index).not.toContain('<script>');
  expect(existsSync(join(directory, 'hostile-360-light.png'))).toBe(false);
});

test('what is wider than the screen is a fault that names mail and width', async () => {
  const wide = { png: Buffer.from('png'), scrollsSideways: true };
  const camera = { photograph: async () => wide, close: async () => {} };

  expect(await writePreviews(samples, temporaryDirectory(), camera)).toContain('hostile: wider than 360 px (light)');
});

test('no directory of the PATH with a browser: none is found', () => {
  expect(findChromium(temporaryDirectory())).toBeNull();
});

const chromium = findChromium();
(chromium === null ? test.skip : test)('the browser tells what scrolls sideways from what does not', async () => {
  // Prepare
  const camera = await openCamera(chromium ?? '');
  const [view] = views;
  if (view === undefined) throw new Error('No view');
  const page = (width: number) => `<!DOCTYPE html><body style="margin:0"><div style="width:${width}px;height:9px">`;

  // Act
  const pictures = [await camera.photograph(page(361), view), await camera.photograph(page(360), view)];
  await camera.close();

  // Assess: the view is 360 px wide; a picture begins as PNG files do
  expect(pictures.map(({ scrollsSideways }) => scrollsSideways)).toEqual([true, false]);
  expect(pictures[0]?.png.subarray(1, 4).toString()).toBe('PNG');
});
