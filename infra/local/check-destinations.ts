import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Flags } from './flags.ts';

/**
 * Whether a run's results will have a place to go to: better asked before minutes of work than after.
 *
 * @throws DomainError `BAD_FLAG`
 */
export async function checkDestinations({ json, once: isWithoutPage, port }: Flags): Promise<void> {
  if (json !== null) checkDirectory(json);
  if (!isWithoutPage && port !== 0) await checkPort(port);
}

function checkDirectory(file: string): void {
  const directory = dirname(resolve(file));
  try {
    accessSync(directory, constants.W_OK);
  } catch (cause) {
    throw new DomainError('BAD_FLAG', `--json ${file}: ${directory} is no directory that can be written to.`, {
      cause,
    });
  }
}

async function checkPort(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new DomainError('BAD_FLAG', `--port ${port} is taken: choose another, or leave it out.`, { cause });
  }
  server.close();
  await once(server, 'close');
}
