/** The session cookie: out of reach for scripts, sent to this host only, never to another site's form. */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Config } from '../platform/config.js';
import { sessionHoursMax } from './sessions.service.js';

const isSecure = (config: Config): boolean => config.publicUrl?.startsWith('https:') === true;

/** The `__Host-` prefix binds the cookie to this host, but browsers demand https for it. */
export function cookieName(config: Config): string {
  return isSecure(config) ? '__Host-sid' : 'sid';
}

export function cookieOptions(config: Config): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config), maxAge: sessionHoursMax * 3600 };
}
