import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from '@jest/globals';

/** moto is other people's reading of what AWS does. It is Python's, and not everywhere. */
const hasMoto = spawnSync('moto_server', ['--help']).status === 0;

/** A test that needs moto: skipped, with a message, where it is absent. */
export const testOnMoto = hasMoto ? test : test.skip;

/** Starts moto, or says that it is not there. Returns its address (null: absent) and how to end it. */
export async function startMoto(): Promise<{ readonly url: string | null; close(): Promise<void> }> {
  if (!hasMoto) {
    console.warn('moto_server is not on the PATH: what it would show is not tried.');
    return { url: null, close: () => Promise.resolve() };
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  await untilUp(url, moto);
  const close = async () => {
    moto.kill();
    await once(moto, 'exit');
  };
  return { url, close };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilUp(url: string, moto: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (
      await fetch(`${url}/moto-api/`).then(
        () => true,
        () => false,
      )
    )
      return;
    await wait(200);
  }
  moto.kill();
  throw new Error('moto_server did not come up within 30 seconds.');
}
