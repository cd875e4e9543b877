import { DomainError } from '../../shared/runtime/domain-error.ts';
import { helpText, parseFlags } from './flags.ts';

const CANNOT_START = 2;

async function main(args: readonly string[]): Promise<void> {
  const flags = parseFlags(args);
  if (flags.help) {
    process.stdout.write(helpText);
    return;
  }
  // The rest takes a second to load, which neither the help nor a misspelt flag should wait for.
  const { start } = await import('./start.ts');
  await start(flags);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof DomainError ? error.message : error);
  process.exitCode = CANNOT_START;
}
