/** Several matters put on one agenda in one act: all of them, or none. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { DomainError, notFound } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Registry } from '../registry/registry.service.js';
import { Routes } from './routes.service.js';
import type { SubjectKind } from './subject-handler.js';
import { Subjects } from './subjects.js';

export interface ToList {
  subjectKind: SubjectKind;
  subjectId: string;
}

@Injectable()
export class AgendaListing {
  constructor(
    private readonly subjects: Subjects,
    private readonly registry: Registry,
    private readonly routes: Routes,
  ) {}

  /**
   * Plans a route for each, in the order given, that ends at this meeting and passes `before` on the way.
   * @param before earlier meetings of preparing bodies, in order; usually none
   * @throws not-found for the meeting; otherwise what `Routes.plan` throws, pointing at `/items/<place>` and naming the matter
   */
  async add(
    tx: Tx,
    actor: Actor,
    meetingId: string,
    items: readonly ToList[],
    before: readonly string[] = [],
  ): Promise<{ agendaItemIds: string[] }> {
    const [meeting] = await rows(tx, `select id from meeting where id = $1`, [meetingId]);
    if (meeting === undefined) throw notFound('Sammanträdet');
    const titles = await this.lockMatters(tx, actor, items);
    const agendaItemIds: string[] = [];
    for (const [index, { subjectKind, subjectId }] of items.entries()) {
      const route = { subjectKind, subjectId, meetingIds: [...before, meetingId] };
      const { agendaItemId } = await this.routes.plan(tx, actor, route).catch((error: unknown) => {
        throw error instanceof DomainError ? at(index, titles[index], error) : error;
      });
      agendaItemIds.push(agendaItemId);
    }
    return { agendaItemIds };
  }

  /** Every matter first and in one order, so that two who list the same matters wait for each other and both get through. */
  private async lockMatters(tx: Tx, actor: Actor, items: readonly ToList[]): Promise<readonly (string | undefined)[]> {
    const found = [];
    for (const { subjectKind, subjectId } of items)
      found.push(await this.subjects.of(subjectKind).state(tx, actor, subjectId));
    const matterIds = [...new Set(found.flatMap((state) => (state === undefined ? [] : [state.matterId])))];
    for (const id of matterIds.sort()) await this.registry.lockMatter(tx, id);
    return found.map((state) => state?.title);
  }
}

/** The same refusal, said of the one it concerns. What one may not see is a fault in the request, not an absent page. */
function at(index: number, title: string | undefined, error: DomainError): DomainError {
  const detail = title === undefined ? error.message : `”${title}”: ${error.message}`;
  const code = error.code ?? 'unknown-subject';
  const type = error.type === 'not-found' ? 'validation-failed' : error.type;
  return new DomainError(type, detail, {
    code,
    errors: [{ pointer: `/items/${index}`, code, detail }],
    ...(error.members === undefined ? {} : { members: error.members }),
  });
}
