/** What a goal is worked for with: proposals, single measures, allocations, programmes. The list is replaced as a whole. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { goalEvents } from './goals.events.js';
import { Goals, type GoalState } from './goals.service.js';
import { bump } from './goals.store.js';
import { moneySight, seesAllocation, seesProposal } from './known.js';

export const linkKinds = ['proposal', 'measure', 'allocation', 'programme'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** `measureKey` only of a measure. */
export interface GoalLink {
  kind: LinkKind;
  id: string;
  measureKey?: string | undefined;
}

const words: Readonly<Record<LinkKind, string>> = {
  proposal: 'Förslaget',
  measure: 'Insatsen',
  allocation: 'Fördelningen',
  programme: 'Programmet',
};

@Injectable()
export class GoalLinks {
  constructor(
    private readonly goals: Goals,
    private readonly events: Events,
  ) {}

  /**
   * Links that point at what this person may not see stay as they are: nobody removes what they cannot know of.
   * @throws not-found, forbidden, precondition-failed, validation-failed (`duplicate`, `measure-key`, `unknown-link`)
   */
  async replace(
    tx: Tx,
    actor: Actor,
    goalId: string,
    expected: number,
    links: readonly GoalLink[],
  ): Promise<GoalState> {
    const goal = await this.goals.begin(tx, actor, goalId, expected);
    requireDistinct(links);
    await requireSeen(tx, actor, links);
    await affected(tx, deleteSeen, [...moneySight(actor), goalId]);
    await affected(tx, insertLinks, [
      goalId,
      links.map(() => uuidv7()),
      links.map(({ kind }) => kind),
      links.map(({ id }) => id),
      links.map(({ measureKey }) => measureKey ?? null),
    ]);
    await this.events.record(tx, actor, {
      type: goalEvents.linked,
      subjectKind: 'goal',
      subjectId: goalId,
      payload: { links: links.map(({ kind, id, measureKey }) => ({ kind, id, measureKey: measureKey ?? null })) },
    });
    return { id: goalId, status: goal.status, version: await bump(tx, goal) };
  }
}

function requireDistinct(links: readonly GoalLink[]): void {
  const seen = new Set<string>();
  for (const [index, { kind, id, measureKey }] of links.entries()) {
    if ((kind === 'measure') !== (measureKey !== undefined))
      throw invalid(
        `/links/${index}/measureKey`,
        'measure-key',
        kind === 'measure' ? 'Ange vilken insats i förslaget (measureKey).' : 'Bara en insats har measureKey.',
      );
    const key = `${kind} ${id} ${measureKey ?? ''}`;
    if (seen.has(key)) throw invalid(`/links/${index}`, 'duplicate', 'Samma koppling står två gånger.');
    seen.add(key);
  }
}

const unseen = `
  select l.place - 1 as place, l.kind from unnest($4::text[], $5::uuid[], $6::uuid[]) with ordinality as l (kind, id, measure_key, place)
   where not case l.kind
     when 'programme' then exists (select from programme where id = l.id)
     when 'allocation' then exists (select from allocation a join matter am on am.id = a.matter_id where a.id = l.id and ${seesAllocation})
     when 'proposal' then exists (select from proposal p where p.id = l.id and ${seesProposal})
     else exists (select from proposal p join measure me on me.version_id = case when p.authority_id = any($1::uuid[]) then p.current_version_id
         else p.submitted_version_id end where p.id = l.id and me.measure_key = l.measure_key and ${seesProposal}) end
   order by l.place limit 1`;

async function requireSeen(tx: Tx, actor: Actor, links: readonly GoalLink[]): Promise<void> {
  const [missing] = await rows<{ place: string; kind: LinkKind }>(tx, unseen, [
    ...moneySight(actor),
    links.map(({ kind }) => kind),
    links.map(({ id }) => id),
    links.map(({ measureKey }) => measureKey ?? null),
  ]);
  if (missing !== undefined)
    throw invalid(
      `/links/${missing.place}`,
      'unknown-link',
      `${words[missing.kind]} finns inte, eller så har du inte tillgång.`,
    );
}

const deleteSeen = `
  delete from goal_link l where l.goal_id = $4 and case l.kind
    when 'programme' then true
    when 'allocation' then exists (select from allocation a join matter am on am.id = a.matter_id where a.id = l.allocation_id and ${seesAllocation})
    else exists (select from proposal p where p.id = l.proposal_id and ${seesProposal}) end`;

const insertLinks = `
  insert into goal_link (id, goal_id, kind, proposal_id, measure_key, allocation_id, programme_id)
    select l.new_id, $1, l.kind, case when l.kind in ('proposal', 'measure') then l.id end, l.measure_key,
        case when l.kind = 'allocation' then l.id end, case when l.kind = 'programme' then l.id end
      from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[]) as l (new_id, kind, id, measure_key)`;
