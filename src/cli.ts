/** The operator's door: `npm run anslag -- <command>`. Each command says what it did, and exits 0, 1 (found something) or 2 (could not). */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { commands, usage } from './cli-commands.js';

async function main(): Promise<void> {
  const [name, ...words] = process.argv.slice(2);
  const asksForHelp = name === undefined || name === 'help' || name === '--help' || name === '-h';
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(asksForHelp ? usage() : `There is no command '${name}'.\n\n${usage()}`);
    process.exitCode = asksForHelp && name !== undefined ? 0 : 2;
    return;
  }
  try {
    const { values, positionals } = parseArgs({ args: words, options: command.options, allowPositionals: true });
    process.exitCode = await command.run(positionals, values);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}

void main();
