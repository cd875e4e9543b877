import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import * as z from 'zod';

/** A thread of its own: the database works on one core while the handlers work on the other. */
const { path } = z.object({ path: z.string().optional() }).parse(workerData);
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, ...(path !== undefined && { path }) });
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  parentPort?.postMessage({ port });
});
parentPort?.on('message', () => server.close(() => parentPort?.close()));
