/**
 * Applying by a link, without an account. A program sends the secret in the body; a stranger's link answers as one that never was.
 */
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Open } from '../../platform/http/act.decorator.js';
import type { Answer } from '../../platform/http/answer.js';
import { contextOf } from '../../platform/http/request-context.js';
import { askerOf } from '../../platform/pages/link-answers.js';
import { FormsWithFiles } from '../../registry/forms-with-files.service.js';
import { contentOf } from './application-files.js';
import { ApplicationLinks } from './application-links.service.js';
import { ApplicationStateDto, AppliedByLinkDto, ReceivedApplicationDto } from './applications-view.dto.js';
import { ApplicationSecretDto, ApplyByLinkDto, WithdrawByLinkDto } from './applications.dto.js';
import { ApplicationsQueries } from './applications.queries.js';
import { LinkApplications, type LinkHolder } from './link-applications.service.js';

const ground = 'whoever holds the link has no account; the link is what lets them in';

@ApiTags('applications')
@Controller('api/v1/application-links')
export class ApplicationLinksController {
  constructor(
    private readonly links: ApplicationLinks,
    private readonly applications: LinkApplications,
    private readonly forms: FormsWithFiles,
    private readonly queries: ApplicationsQueries,
  ) {}

  @Post('reading')
  @HttpCode(200)
  @Open(ground)
  @ApiOperation({ summary: 'Utlysningen och den egna ansökan, för den som har länken' })
  @ApiOkResponse({ type: AppliedByLinkDto })
  async reading(@Body() body: ApplicationSecretDto, @Req() request: FastifyRequest) {
    const { applicationId } = await this.links.holder(body.secret, askerOf(request));
    return this.queries.byLink(applicationId);
  }

  @Post('application')
  @Open(ground)
  @RouteConfig({ takesForm: true })
  @ApiOperation({
    summary: 'Ansök genom länken, en gång; sent är sent och registreras ändå',
    description:
      'Med bilagor: skicka i stället multipart/form-data med samma JSON i fältet application, först, och filerna i fältet files.',
  })
  @ApiBody({ type: ApplyByLinkDto })
  @ApiCreatedResponse({ type: ReceivedApplicationDto })
  async apply(@Req() request: FastifyRequest): Promise<Answer> {
    const letter = await this.forms.letter(request, 'application', ApplyByLinkDto, (body) =>
      this.holder(body, request),
    );
    const { body, files, hash, arrivedAt } = letter;
    try {
      const context = { ...contextOf(request), requestHash: hash };
      const holder = { ...letter.holder, arrivedAt };
      return await this.applications.take(context, holder, contentOf(body), files);
    } finally {
      await letter.discard();
    }
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Open(ground)
  @ApiOperation({ summary: 'Återta den egna ansökan, så länge ingen har börjat bereda den' })
  @ApiOkResponse({ type: ApplicationStateDto })
  async withdraw(@Body() body: WithdrawByLinkDto, @Req() request: FastifyRequest): Promise<Answer> {
    const holder = await this.holder(body, request);
    return this.applications.withdraw(contextOf(request), holder, body.reason);
  }

  private async holder({ secret }: ApplicationSecretDto, request: FastifyRequest): Promise<LinkHolder> {
    const holder = await this.links.holder(secret, askerOf(request));
    request.actor = holder.actor;
    return holder;
  }
}
