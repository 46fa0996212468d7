/**
 * Every route names the act it performs, or says why it is open. A route with neither stops the start (see
 * route-permissions.ts): forgetting is the commonest hole in products of this kind.
 */
import { SetMetadata } from '@nestjs/common';

export const actKey = 'anslag:act';
export const openKey = 'anslag:open';

/** The permission this route demands, a name from the table in `identity/permissions.ts`. */
export const Act = (name: string): MethodDecorator => SetMetadata(actKey, name);

/** A route anybody may call, with the reason. */
export const Open = (reason: string): MethodDecorator & ClassDecorator => SetMetadata(openKey, reason);
