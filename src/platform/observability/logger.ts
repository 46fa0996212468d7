/**
 * One JSON object per line on standard output. Everything the product, Nest and Fastify write goes through one stream
 * hook, so that no line leaves with a secret or an identity number in it, whoever wrote it.
 */
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { Config } from '../config.js';
import { redact, withoutTerminalTricks } from './redact.js';

/**
 * @param destination standard output unless told
 */
export function createPino(level: Config['logLevel'], destination?: DestinationStream): Pino {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    base: { pid: process.pid },
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
    hooks: { streamWrite: (line: string) => withoutTerminalTricks(redact(line)) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** What Nest says of every route and module while it starts; of interest only to somebody who looks for a fault in just that. */
const startUpContexts = new Set(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

/** Nest's logger, written by pino. `app.useLogger(new JsonLogger(...))`; Fastify takes the same pino as `loggerInstance`. */
export class JsonLogger implements LoggerService {
  constructor(readonly pino: Pino) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest appends the context as the last string, and for errors the stack before it. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' ? last : undefined;
    const others = (context === undefined ? rest : rest.slice(0, -1)).filter((part) => part !== undefined);
    const error = [message, ...others].find((part) => part instanceof Error);
    const stack = others.find((part) => typeof part === 'string' && part.includes('\n    at '));
    const details = others.filter((part) => part !== error && part !== stack);
    const fields = {
      ...(context === undefined ? {} : { context }),
      ...(isPlain(message) ? message : {}),
      ...(error === undefined ? {} : { err: error }),
      ...(stack === undefined ? {} : { stack }),
      ...(details.length === 0 ? {} : { details }),
    };
    const shown = level === 'info' && context !== undefined && startUpContexts.has(context) ? 'debug' : level;
    this.pino[shown](fields, textOf(message));
  }
}

function isPlain(message: unknown): message is Record<string, unknown> {
  return typeof message === 'object' && message !== null && !Array.isArray(message) && !(message instanceof Error);
}

/** The sentence of the line; an object speaks through its members instead. */
function textOf(message: unknown): string | undefined {
  if (message instanceof Error) return message.message;
  if (isPlain(message)) return undefined;
  return typeof message === 'string' ? message : (JSON.stringify(message) ?? String(message));
}
