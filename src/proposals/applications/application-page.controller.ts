/** Where an association's link leads (ADR 0041). Looking changes nothing. */
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.js';
import { Open } from '../../platform/http/act.decorator.js';
import { DtoPipe } from '../../platform/http/validation.js';
import { faultsOf, type FormFault } from '../../platform/pages/form-parts.js';
import {
  askerOf,
  formContext,
  newFormKey,
  orRefusal,
  sendPage,
  strictHeaders,
} from '../../platform/pages/link-answers.js';
import { PublicPages } from '../../platform/pages/public-pages.service.js';
import {
  type ArrivedForm,
  faultsOfFiles,
  FormsWithFiles,
  withLostFiles,
} from '../../registry/forms-with-files.service.js';
import { contentOf } from './application-files.js';
import { emptyForm, faultsFrom, sentFrom, typedIn } from './application-form.js';
import { ApplicationLinks } from './application-links.service.js';
import { absentLinkPage, applicationAddress, applicationPath, callPage, receiptPage } from './application.pages.js';
import { ApplyByLinkDto, WithdrawByLinkDto } from './applications.dto.js';
import { ApplicationsQueries } from './applications.queries.js';
import { LinkApplications, type LinkHolder } from './link-applications.service.js';

const validation = new DtoPipe();
const ground = 'an association without an account comes here by its link';

@ApiExcludeController()
@Controller('bidragsansokan')
export class ApplicationPageController {
  constructor(
    private readonly links: ApplicationLinks,
    private readonly queries: ApplicationsQueries,
    private readonly applications: LinkApplications,
    private readonly forms: FormsWithFiles,
    private readonly pages: PublicPages,
  ) {}

  /** A link that lost its end on the way. */
  @Get()
  @Open(ground)
  incomplete(@Res() reply: FastifyReply): Promise<void> {
    return sendPage(this.pages, reply, 404, absentLinkPage());
  }

  @Get(':token')
  @Open(ground)
  asked(@Param('token') secret: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.orRefusal(reply, async () => {
      const { applicationId } = await this.links.holder(secret, askerOf(request));
      const call = await this.queries.byLink(applicationId);
      const page =
        call.status === 'invited'
          ? callPage(call, secret, emptyForm, newFormKey())
          : receiptPage(call, secret, newFormKey());
      await sendPage(this.pages, reply, 200, page);
    });
  }

  @Post(':token')
  @HttpCode(303)
  @RouteConfig({ takesForm: true })
  @Open('whoever holds the link has no account; the link is what lets them in')
  apply(@Param('token') secret: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.orRefusal(reply, async () => {
      const holder = await this.links.holder(secret, askerOf(request));
      const form = await this.forms.read(request);
      try {
        await this.take(holder, secret, form, request, reply);
      } finally {
        await form.discard();
      }
    });
  }

  @Post(':token/atertagande')
  @HttpCode(303)
  @RouteConfig({ takesForm: true })
  @Open('whoever holds the link has no account; the link is what lets them in')
  withdraw(@Param('token') secret: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.orRefusal(reply, async () => {
      const holder = await this.links.holder(secret, askerOf(request));
      const form = await this.forms.read(request);
      await form.discard();
      await this.takeBack(holder, secret, form, request, reply);
    });
  }

  /** Registered: to the receipt, which can be loaded again without sending anything. Refused: the form as it was typed. */
  private async take(
    holder: LinkHolder,
    secret: string,
    sent: ArrivedForm,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const form = typedIn(sent.fields);
    const own = faultsOfFiles(sent);
    const again = async (status: number, faults: readonly FormFault[]): Promise<void> => {
      await sent.discard();
      const call = await this.queries.byLink(holder.applicationId);
      const page = callPage(call, secret, form, newFormKey(), withLostFiles(faults, sent));
      await sendPage(this.pages, reply, status, page);
    };
    try {
      const body = validation.transform(sentFrom(form, secret), { type: 'body', metatype: ApplyByLinkDto });
      if (own.length > 0) return await again(422, own);
      const context = formContext(holder.actor, applicationPath, sent, request);
      await this.applications.take(
        context,
        { ...holder, arrivedAt: sent.arrivedAt },
        contentOf(body as ApplyByLinkDto),
        sent.files,
      );
      await reply.headers(strictHeaders).redirect(applicationAddress(secret), 303);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'already-applied') {
        const call = await this.queries.byLink(holder.applicationId);
        const page = receiptPage(call, secret, newFormKey(), { notTaken: form.purpose });
        return sendPage(this.pages, reply, 409, page);
      }
      await again((error as DomainError).status, faultsFrom(error, own));
    }
  }

  private async takeBack(
    holder: LinkHolder,
    secret: string,
    sent: ArrivedForm,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const reason = sent.fields.text('reason');
    try {
      const said = { secret, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      validation.transform(said, { type: 'body', metatype: WithdrawByLinkDto });
      await this.applications.withdraw(formContext(holder.actor, applicationPath, sent, request), holder, reason);
      await reply.headers(strictHeaders).redirect(applicationAddress(secret), 303);
    } catch (error) {
      const faults = faultsOf(error, 'reason', ({ code, detail }) => ({
        field: 'reason',
        message: code === 'required' ? 'Ange varför ni återtar ansökan.' : detail,
      }));
      const call = await this.queries.byLink(holder.applicationId);
      const page = receiptPage(call, secret, newFormKey(), { faults, reason });
      await sendPage(this.pages, reply, (error as DomainError).status, page);
    }
  }

  private orRefusal(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    return orRefusal(this.pages, reply, absentLinkPage(), work);
  }
}
