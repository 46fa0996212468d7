/** What a personal access token may be: never more than its owner, never for ever, never a maker of tokens. */
import type { Actor } from '../kernel/actor.js';
import { addMonths, type Day } from '../kernel/day.js';
import { DomainError, invalid } from '../kernel/errors.js';
import { mightEver } from './permit.rules.js';

export const tokenMonthsMax = 12;

/** Acts a machine never performs: a leaked token must not be able to make itself a successor. */
const actsNeverDelegated: readonly string[] = ['token.manage'];

/** @throws 403 when the one who asks is itself a token. */
export function requirePerson(actor: Actor): void {
  if (actor.kind !== 'person' || actor.tokenId !== null)
    throw new DomainError('forbidden', 'Åtkomstnycklar hanteras av en inloggad person, inte av en annan nyckel.', {
      code: 'token-manages-token',
    });
}

/** @throws 422 naming each act that the person may not hand on. */
export function requireScopes(actor: Actor, scopes: readonly string[]): void {
  const refused = scopes.filter((act) => actsNeverDelegated.includes(act) || !mightEver(actor, act));
  if (refused.length > 0)
    throw invalid(
      '/scopes',
      'scope',
      `Du kan inte ge nyckeln: ${refused.join(', ')}. Välj bland det du själv får göra.`,
    );
  if (new Set(scopes).size !== scopes.length) throw invalid('/scopes', 'duplicate', 'Samma åtgärd står två gånger.');
}

/** @throws 422 when the last day is past or more than a year away. */
export function requireLife(expiresDay: Day, today: Day): void {
  const last = addMonths(today, tokenMonthsMax);
  if (expiresDay < today || expiresDay > last)
    throw invalid('/expiresDay', 'range', `Nyckeln ska gälla till en dag mellan ${today} och ${last}.`);
}
