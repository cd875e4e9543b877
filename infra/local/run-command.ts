const CANNOT_START = 2;

/** Runs a command of this package with its arguments; what is wrong with them is said in a line, not a stack trace. */
export async function runCommand(command: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    process.exitCode = CANNOT_START;
  }
}

/** An error of the domain, be it thrown here or in a function's bundle, which has a class of its own: its message says it all. */
function isForPeople(error: unknown): error is Error {
  return error instanceof Error && error.name === 'DomainError';
}
