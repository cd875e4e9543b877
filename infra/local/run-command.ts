import { DomainError } from '../../shared/runtime/domain-error.ts';

const CANNOT_START = 2;

/** Runs a command of this package with its arguments; what is wrong with them is said in a line, not a stack trace. */
export async function runCommand(command: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof DomainError ? error.message : error);
    process.exitCode = CANNOT_START;
  }
}
