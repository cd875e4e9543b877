import { helpText, parseFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

await runCommand(async (args) => {
  const flags = parseFlags(args);
  if (flags.help) {
    process.stdout.write(helpText);
    return;
  }
  // The rest takes a second to load, which neither the help nor a misspelt flag should wait for.
  const { start } = await import('./start.ts');
  await start(flags);
});
