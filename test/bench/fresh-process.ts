import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The core on which everything that is timed runs, ours and the peer's: the last, for the first serves interrupts. */
const CORE = String(availableParallelism() - 1);

const canPin = spawnSync('taskset', ['-c', CORE, 'true']).status === 0;

export interface FreshRun {
  /** What it wrote to standard output. */
  readonly output: string;
  /** From before it was started until it had ended. */
  readonly wallSeconds: number;
}

/**
 * Runs a program in a process of its own, on one core where `taskset` exists.
 *
 * @throws Error with what it wrote to standard error, when it ends with anything but 0.
 */
export function runFresh(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): FreshRun {
  const [command, commandArgs] = canPin ? ['taskset', ['-c', CORE, program, ...args]] : [program, [...args]];
  const begin = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, commandArgs, { env: environment, encoding: 'utf8' });
  const wallSeconds = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`, { cause: error });
  return { output: stdout, wallSeconds };
}
