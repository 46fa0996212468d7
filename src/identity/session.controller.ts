import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import type { Config } from '../platform/config.js';
import { CONFIG } from '../platform/config.token.js';
import { Transactions } from '../platform/database/transaction.js';
import { Act, Open } from '../platform/http/act.decorator.js';
import { type Answer, created, nothing } from '../platform/http/answer.js';
import { CurrentActor } from '../platform/http/request-context.js';
import { OrganisationQueries } from './organisation.queries.js';
import { permissions } from './permissions.js';
import { mightEver } from './permit.rules.js';
import { cookieName, cookieOptions } from './session-cookie.js';
import { SessionDto, SignInDto, SignInLinkDto } from './session.dto.js';
import { SignIn, type StartedSession } from './sign-in.service.js';

const address = '/api/v1/session';

/**
 * Signing in and out. Nobody is known before it, so there is no Idempotency-Key: signing in twice makes two sessions and
 * harms nobody, and a stored answer would be a stored secret.
 */
@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly organisation: OrganisationQueries,
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @Open('Signing in is how one becomes known.')
  @ApiOperation({ summary: 'Loggar in med ett exempelkonto.' })
  @ApiCreatedResponse({ type: SessionDto })
  async signInWithPassword(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const session = await this.signIn.withPassword(body.username, body.password, {
      requestId: request.id,
      address: request.socket.remoteAddress,
      oldSecret: this.secretOf(request),
    });
    return this.welcome(session, reply);
  }

  @Post('link')
  @Open('A one-time link is how the first administrator becomes known.')
  @ApiOperation({ summary: 'Loggar in med en engångslänk.' })
  @ApiCreatedResponse({ type: SessionDto })
  async signInWithLink(
    @Body() body: SignInLinkDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const session = await this.transactions.run((tx) =>
      this.signIn.withLink(tx, body.secret, request.id, this.secretOf(request)),
    );
    return this.welcome(session, reply);
  }

  @Get()
  @Act('session.read')
  @ApiOperation({ summary: 'Visar vem som är inloggad, med vilka uppdrag och vad de ger rätt till.' })
  @ApiOkResponse({ type: SessionDto })
  whoAmI(@CurrentActor() actor: Actor): Promise<SessionDto> {
    return this.viewOf(actor);
  }

  @Delete()
  @Open('Whoever holds a session may end it, also when every appointment has run out.')
  @ApiOperation({ summary: 'Loggar ut.' })
  @ApiNoContentResponse()
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    const secret = this.secretOf(request);
    if (secret !== undefined) await this.transactions.run((tx) => this.signIn.end(tx, secret, request.id));
    void reply.clearCookie(cookieName(this.config), { ...cookieOptions(this.config), maxAge: 0 });
    return nothing();
  }

  private async welcome({ personId, secret }: StartedSession, reply: FastifyReply): Promise<Answer> {
    void reply.setCookie(cookieName(this.config), secret, cookieOptions(this.config));
    return created(address, await this.viewOf(await this.organisation.actorOf(this.dataSource, personId)));
  }

  private async viewOf(actor: Actor): Promise<SessionDto> {
    const personId = actor.personId ?? '';
    const person = await this.organisation.person(this.dataSource, personId);
    if (person === undefined) throw notFound('Personen');
    return {
      person,
      appointments: await this.organisation.held(this.dataSource, personId),
      acts: Object.keys(permissions).filter((act) => mightEver(actor, act)),
      isExample: this.config.example,
    };
  }

  private secretOf(request: FastifyRequest): string | undefined {
    const secret = request.cookies[cookieName(this.config)];
    return secret === undefined || secret.length > 200 ? undefined : secret;
  }
}
