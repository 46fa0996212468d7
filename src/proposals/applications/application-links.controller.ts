/**
 * Applying by a link, without an account. The secret travels in the body, never in an address that a server writes in its
 * log; a stranger's link answers as one that never was.
 */
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Open } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { contextOf } from '../../platform/http/request-context.js';
import { ApplicationFiles, contentOf } from './application-files.js';
import { ApplicationLinks } from './application-links.service.js';
import { ApplicationStateDto, AppliedByLinkDto, ReceivedApplicationDto } from './applications-view.dto.js';
import { ApplicationSecretDto, ApplyByLinkDto, WithdrawByLinkDto } from './applications.dto.js';
import { ApplicationsQueries } from './applications.queries.js';
import { Applications } from './applications.service.js';

const ground = 'whoever holds the link has no account; the link is what lets them in';

@ApiTags('applications')
@Controller('api/v1/application-links')
export class ApplicationLinksController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly links: ApplicationLinks,
    private readonly applications: Applications,
    private readonly files: ApplicationFiles,
    private readonly queries: ApplicationsQueries,
  ) {}

  @Post('reading')
  @HttpCode(200)
  @Open(ground)
  @ApiOperation({ summary: 'Utlysningen och den egna ansökan, för den som har länken' })
  @ApiOkResponse({ type: AppliedByLinkDto })
  async reading(@Body() body: ApplicationSecretDto, @Req() request: FastifyRequest) {
    const { applicationId } = await this.links.holder(body.secret, from(request));
    return this.queries.byLink(applicationId);
  }

  @Post('application')
  @Open(ground)
  @ApiOperation({ summary: 'Ansök genom länken, en gång; sent är sent och registreras ändå' })
  @ApiCreatedResponse({ type: ReceivedApplicationDto })
  async apply(@Body() body: ApplyByLinkDto, @Req() request: FastifyRequest): Promise<Answer> {
    const { actor, applicationId, arrivedAt } = await this.links.holder(body.secret, from(request));
    // Whoever is signed in beside it acts by the link all the same: the application is the association's.
    request.actor = actor;
    const ctx = contextOf(request);
    const content = contentOf(body);
    const file = await this.files.byLink(applicationId, content);
    return this.commands.run(ctx, async (tx) => {
      const found = await this.links.claim(tx, actor.tokenId ?? '', applicationId);
      const received = await this.applications.receiveByLink(tx, actor, found, content, { arrivedAt, file });
      return created('/bidragsansokan', received);
    });
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Open(ground)
  @ApiOperation({ summary: 'Återta den egna ansökan, så länge ingen har börjat bereda den' })
  @ApiOkResponse({ type: ApplicationStateDto })
  async withdraw(@Body() body: WithdrawByLinkDto, @Req() request: FastifyRequest): Promise<Answer> {
    const { actor, applicationId } = await this.links.holder(body.secret, from(request));
    request.actor = actor;
    const ctx = contextOf(request);
    return this.commands.run(ctx, async (tx) => {
      const found = await this.links.claim(tx, actor.tokenId ?? '', applicationId);
      return changed(await this.applications.withdrawByLink(tx, actor, found, body.reason));
    });
  }
}

function from(request: FastifyRequest): { address: string | undefined; requestId: string } {
  return { address: request.socket.remoteAddress, requestId: request.id };
}
