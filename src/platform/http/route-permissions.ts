/**
 * Default deny, checked before the first request: every route names an act from the permission table or says why it is
 * open. All faults are listed at once, and the application does not start with any.
 */
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { DiscoveryService, Reflector } from '@nestjs/core';
import { actKey, openKey } from './act.decorator.js';

export interface GuardedRoute {
  method: string;
  path: string;
  handler: string;
  act: string | undefined;
  open: string | undefined;
  /** Read off the handler itself, so that the API's description cannot promise otherwise than the code demands. */
  demandsVersion: boolean;
  demandsKey: boolean;
}

/** Does the handler, or a method of its own controller that it calls, say this? */
function mentions(prototype: Record<string, unknown>, handler: unknown, pattern: RegExp): boolean {
  const source = String(handler);
  const called = [...source.matchAll(/\bthis\.(\w+)\(/g)].map((match) => prototype[match[1] as string]);
  return [handler, ...called].some((method) => typeof method === 'function' && pattern.test(String(method)));
}

/** Every route of every controller with what guards it. */
export function guardedRoutes(discovery: DiscoveryService, reflector: Reflector): GuardedRoute[] {
  const routes: GuardedRoute[] = [];
  for (const { metatype, instance } of discovery.getControllers()) {
    if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) continue;
    const prototype = metatype.prototype as Record<string, unknown>;
    const base = String(Reflect.getMetadata(PATH_METADATA, metatype) ?? '');
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const handler = prototype[name];
      if (typeof handler !== 'function') continue;
      const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
      if (typeof method !== 'number') continue;
      const path = [Reflect.getMetadata(PATH_METADATA, handler) as unknown].flat().join('|');
      routes.push({
        method: RequestMethod[method] ?? String(method),
        path: `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
        handler: `${metatype.name}.${name}`,
        act: reflector.get<string>(actKey, handler),
        open: reflector.getAllAndOverride<string>(openKey, [handler, metatype]),
        demandsVersion: mentions(prototype, handler, /\bexpectedVersion\)?\(/),
        demandsKey: RequestMethod[method] === 'POST' && mentions(prototype, handler, /\bcommands\b/),
      });
    }
  }
  return routes;
}

/** @throws Error listing every route without a named act or an openness reason, and every act the table does not know. */
export function requireGuardedRoutes(routes: readonly GuardedRoute[], knownActs: ReadonlySet<string>): void {
  const faults = routes.flatMap(({ method, path, handler, act, open }) => {
    const where = `${method} ${path} (${handler})`;
    if (act === undefined && open === undefined)
      return [`${where} names no permission; add @Act('…') or @Open('reason').`];
    if (act !== undefined && open !== undefined) return [`${where} is both guarded and open; choose one.`];
    if (act !== undefined && !knownActs.has(act))
      return [`${where} names the act '${act}', which the permission table does not have.`];
    return [];
  });
  if (faults.length > 0) throw new Error(`Routes without protection stop the start:\n  - ${faults.join('\n  - ')}`);
}
