import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** On what the figures were measured, and when. */
export function machineFacts() {
  return {
    measuredAt: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryMegabytes: Math.round(totalmem() / 2 ** 20),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}
