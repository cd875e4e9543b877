import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { loadTsx } from './preview-mail/load-tsx.ts';
import type { MailSample } from './preview-mail/mail-sample.ts';
import { findChromium, openCamera } from './preview-mail/photograph.ts';
import { mailSamples } from './preview-mail/samples.ts';
import { runCommand } from './run-command.ts';

const help = `Writes every kind of mail, composed as send-notice does from sample data, to be read before a change of wording is deployed:
HTML, text, the mail itself and, where chromium is on the PATH, pictures at 360 and 800 px, light and dark. index.html shows all.

Usage: npm run preview-mail -- [--out DIR] [--only NAME,NAME]

  --out DIR      default: .local/mail-preview
  --only NAMES   only the mails whose names begin so: ${mailSamples.map(({ name }) => name).join(', ')}

Exits with 1 where a mail scrolls sideways or is too long for Gmail.
`;

await runCommand(async (args) => {
  const { out, only, help: isHelp } = readFlags(args);
  if (isHelp) {
    process.stdout.write(help);
    return;
  }
  const samples = chosen(only);
  const chromium = findChromium();
  if (chromium === null)
    console.error('No chromium on the PATH (apt-get install chromium): no pictures, only HTML and text.');
  loadTsx();
  const { writePreviews } = await import('./preview-mail/write-previews.ts');
  const camera = chromium === null ? null : await openCamera(chromium);
  const directory = resolve(out);
  try {
    const faults = await writePreviews(samples, directory, camera);
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await camera?.close();
  }
  console.log(`${samples.length} mails in ${directory}/index.html`);
});

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: '.local/mail-preview' },
        only: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new DomainError('BAD_FLAG', `${cause instanceof Error ? cause.message : String(cause)}\n\n${help}`, {
      cause,
    });
  }
}

function chosen(only: string | undefined): readonly MailSample[] {
  if (only === undefined) return mailSamples;
  const beginnings = only.split(',').filter((beginning) => beginning !== '');
  const samples = mailSamples.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)));
  if (samples.length === 0) throw new DomainError('BAD_FLAG', `--only ${only}: no mail's name begins so.\n\n${help}`);
  return samples;
}
