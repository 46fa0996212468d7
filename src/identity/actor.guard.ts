/** Default deny at the door: who asks, and could they ever perform the act the route names? */
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor.js';
import { DomainError } from '../kernel/errors.js';
import { Transactions } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { actKey, openKey } from '../platform/http/act.decorator.js';
import { mightEver } from './permit.rules.js';
import { cookieName } from './session-cookie.js';
import { Sessions } from './sessions.service.js';
import { CONFIG } from '../platform/config.token.js';
import type { Config } from '../platform/config.js';

@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly transactions: Transactions,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const act = this.reflector.getAllAndOverride<string | undefined>(actKey, targets);
    const open = this.reflector.getAllAndOverride<string | undefined>(openKey, targets);
    // Whatever is open is the same for everybody, so nobody is looked up: a screen's script does not wait for the database.
    if (open !== undefined) return true;
    const actor = await this.actorOf(request);
    if (actor !== undefined) request.actor = { ...actor, requestId: request.id };
    if (act === undefined) throw new DomainError('forbidden', 'Åtgärden har ingen behörighet knuten till sig.');
    if (request.actor === undefined) throw new DomainError('unauthenticated', 'Logga in för att fortsätta.');
    if (!mightEver(request.actor, act)) {
      await this.recordDenial(request.actor, request, act);
      throw new DomainError('forbidden', `Du har inte behörighet till åtgärden (${act}).`, { code: act });
    }
    return true;
  }

  private async actorOf(request: FastifyRequest): Promise<Actor | undefined> {
    const { authorization } = request.headers;
    // Whoever sends a token wants to be judged by it: a bad one is not made up for by a cookie that came along.
    if (authorization !== undefined) {
      const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(authorization)?.[1];
      return bearer === undefined ? undefined : this.sessions.actorOfToken(bearer);
    }
    const secret = request.cookies[cookieName(this.config)];
    return secret === undefined || secret.length > 200 ? undefined : this.sessions.actorOfSession(secret);
  }

  /** A denied act is recorded in a transaction of its own (A3). */
  private async recordDenial(actor: Actor, request: FastifyRequest, act: string): Promise<void> {
    const path = request.url.split('?', 1)[0] ?? '';
    await this.transactions.run((tx) =>
      this.events.record(tx, actor, {
        type: 'act.refused',
        subjectKind: 'act',
        subjectId: null,
        payload: { method: request.method, path, problem: 'forbidden', code: act },
      }),
    );
  }
}
