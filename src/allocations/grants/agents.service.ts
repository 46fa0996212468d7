/** The municipality's agent with a grantor: asked for, approved, ended. One per organisation number at a time. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { step } from '../../kernel/transitions.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import {
  type AgentAct,
  agentMachine,
  type AgentStatus,
  isAskedLate,
  lastDayToAsk,
  requireSoundAgentDay,
} from './agent.rules.js';
import { grantEvents } from './grants.events.js';

export interface NewAgent {
  grantor: string;
  organisationNumber: string;
  personId: string;
  /** Today when left out. */
  askedDay?: Day | undefined;
}

/** A source of the grantor whose deadline is closer than an agent's approval usually takes. */
export interface LateAgentWarning {
  sourceId: string;
  sourceCode: string;
  deadlineDay: Day;
  lastDayToAsk: Day;
  detail: string;
}

export interface AgentState {
  id: string;
  status: AgentStatus;
  version: number;
}

interface LockedAgent {
  id: string;
  grantor: string;
  status: AgentStatus;
  asked_day: Day;
  approved_day: Day | null;
  version: number;
  today: Day;
}

const days = { approve: 'approved_day', end: 'ended_day' } as const;
const moveStatements = {
  approve: `update grant_agent set status = $2, ${days.approve} = $3, version = version + 1 where id = $1 and status = $4`,
  end: `update grant_agent set status = $2, ${days.end} = $3, version = version + 1 where id = $1 and status = $4`,
} as const satisfies Record<AgentAct, string>;

@Injectable()
export class GrantAgents {
  constructor(private readonly events: Events) {}

  /**
   * Notes that an agent has been asked for.
   * @throws forbidden, validation-failed (`unknown-person`, `future-day`), duplicate `agent` when the organisation number
   *   has one already with this grantor
   */
  async ask(tx: Tx, actor: Actor, agent: NewAgent): Promise<AgentState & { warnings: LateAgentWarning[] }> {
    requirePermit(actor, 'grant.handle');
    const { today, known } = only(
      await rows<{ today: Day; known: boolean }>(
        tx,
        `select today_in_stockholm() as today, exists (select from person where id = $1) as known`,
        [agent.personId],
      ),
    );
    if (!known) throw invalid('/personId', 'unknown-person', 'Personen finns inte.');
    const askedDay = agent.askedDay ?? today;
    if (askedDay > today)
      throw invalid('/askedDay', 'future-day', `Dagen ${askedDay} har inte kommit. I dag är det ${today}.`);
    const id = uuidv7();
    await affected(
      tx,
      `insert into grant_agent (id, grantor, organisation_number, person_id, asked_day, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
      [id, agent.grantor.trim(), agent.organisationNumber, agent.personId, askedDay, actor.personId],
    );
    await this.record(tx, actor, grantEvents.agentAsked, id, { askedDay });
    return { id, status: 'asked', version: 1, warnings: await lateWarnings(tx, agent.grantor.trim(), askedDay) };
  }

  /** @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, validation-failed */
  async act(tx: Tx, actor: Actor, id: string, expected: number, act: AgentAct, on?: Day): Promise<AgentState> {
    const agent = await this.lock(tx, id);
    requirePermit(actor, 'grant.handle');
    requireVersion(expected, agent.version);
    const edge = step(agentMachine, agent.status, act);
    const day = on ?? agent.today;
    requireSoundAgentDay(day, agent.approved_day ?? agent.asked_day, agent.today);
    const moved = await affected(tx, moveStatements[act], [id, edge.to, day, edge.from]);
    if (moved !== 1) throw new Error(`agent ${id} changed status under its lock`);
    await this.record(tx, actor, edge.event, id, { from: edge.from, to: edge.to, day });
    return { id, status: edge.to, version: agent.version + 1 };
  }

  private async lock(tx: Tx, id: string): Promise<LockedAgent> {
    const [agent] = await rows<LockedAgent>(
      tx,
      `select id, grantor, status, asked_day, approved_day, version, today_in_stockholm() as today from grant_agent where id = $1 for update`,
      [id],
    );
    if (agent === undefined) throw notFound('Ombudet');
    return agent;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    id: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind: 'grantAgent', subjectId: id, payload });
  }
}

/** Sources of the grantor with a deadline to come, or already past, that the agent was asked for too late. */
export async function lateWarnings(db: Db, grantor: string, askedDay: Day): Promise<LateAgentWarning[]> {
  const sources = await rows<{ id: string; code: string; deadlineDay: Day }>(
    db,
    `select id, code, requisition_deadline_day as "deadlineDay" from funding_source
      where lower(coalesce(grantor, name)) = lower($1) and kind in ('stateGrant', 'eu') and requisition_deadline_day >= $2::date
      order by requisition_deadline_day, code`,
    [grantor, askedDay],
  );
  return sources
    .filter(({ deadlineDay }) => isAskedLate(askedDay, deadlineDay))
    .map(({ id, code, deadlineDay }) => ({
      sourceId: id,
      sourceCode: code,
      deadlineDay,
      lastDayToAsk: lastDayToAsk(deadlineDay),
      detail: `Ombudet anmäldes ${askedDay}. Ett godkännande tar omkring en månad och sista dag att rekvirera ur ${code} är ${deadlineDay}; anmälan borde ha gjorts senast ${lastDayToAsk(deadlineDay)}.`,
    }));
}
