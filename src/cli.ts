/** The operator's door: `npm run anslag -- <command>`. Each command says what it did, and exits 0, 1 (found something) or 2 (could not). */
import 'reflect-metadata';
import { runCommand } from './cli-commands.js';

process.exitCode = await runCommand(process.argv.slice(2));
