/** Where a consultee's link leads (ADR 0041). Looking changes nothing, so a mail scanner that opens the link does no harm. */
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/errors.js';
import { attachment } from '../platform/files/file-name.js';
import { FileStore } from '../platform/files/file-store.js';
import { Open } from '../platform/http/act.decorator.js';
import { IdPipe } from '../platform/http/request-context.js';
import { DtoPipe } from '../platform/http/validation.js';
import type { FormFault } from '../platform/pages/form-parts.js';
import {
  askerOf,
  formContext,
  newFormKey,
  orRefusal,
  sendPage,
  strictHeaders,
} from '../platform/pages/link-answers.js';
import { PublicPages } from '../platform/pages/public-pages.service.js';
import { type ArrivedForm, FormsWithFiles, withLostFiles } from '../registry/forms-with-files.service.js';
import { LinkReplyDto } from './consultees.dto.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { type LinkHolder, LinkReplies } from './link-replies.service.js';
import { ConsulteeLinks } from './links.service.js';
import { emptyForm, faultsFrom, ownFaults, sentFrom, typedIn } from './reply-form.js';
import { replyFrom } from './reply-input.js';
import { absentLinkPage, askedPage, receiptPage, replyAddress, replyPath } from './reply.pages.js';

const validation = new DtoPipe();

@ApiExcludeController()
@Controller('remissvar')
export class ReplyPageController {
  constructor(
    private readonly links: ConsulteeLinks,
    private readonly queries: ConsulteesQueries,
    private readonly replies: LinkReplies,
    private readonly forms: FormsWithFiles,
    private readonly store: FileStore,
    private readonly pages: PublicPages,
  ) {}

  /** A link that lost its end on the way. */
  @Get()
  @Open('a consultee without an account comes here by its link')
  incomplete(@Res() reply: FastifyReply): Promise<void> {
    return sendPage(this.pages, reply, 404, absentLinkPage());
  }

  @Get(':token')
  @Open('a consultee without an account comes here by its link')
  asked(@Param('token') secret: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.orRefusal(reply, async () => {
      const { consulteeId } = await this.links.holder(secret, askerOf(request));
      const asked = await this.queries.asked(consulteeId);
      const page =
        asked.repliedAt === null
          ? askedPage(asked, secret, emptyForm, newFormKey())
          : receiptPage(await this.queries.receipt(consulteeId));
      await sendPage(this.pages, reply, 200, page);
    });
  }

  @Post(':token')
  @HttpCode(303)
  @RouteConfig({ takesForm: true })
  @Open('whoever holds the link has no account; the link is what lets them in')
  answer(@Param('token') secret: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
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

  @Get(':token/handlingar/:versionId')
  @Open('whoever holds the link has no account; the link is what lets them in')
  text(
    @Param('token') secret: string,
    @Param('versionId') versionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.orRefusal(reply, async () => {
      const { consulteeId } = await this.links.holder(secret, askerOf(request));
      const text = await this.queries.sentText(consulteeId, new IdPipe().transform(versionId));
      const bytes = await this.store.open(text.sha256, text.sizeBytes);
      await reply
        .headers({
          ...strictHeaders,
          'content-type': text.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : text.mediaType,
          'content-length': text.sizeBytes,
          'content-disposition': attachment(text.fileName),
          'content-security-policy': "sandbox; default-src 'none'",
          'x-content-type-options': 'nosniff',
        })
        .send(bytes);
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
    const asked = await this.queries.asked(holder.consulteeId);
    const form = typedIn(sent.fields, asked.questions);
    const own = ownFaults(form, sent);
    const again = async (status: number, faults: readonly FormFault[]): Promise<void> => {
      await sent.discard();
      const page = askedPage(asked, secret, form, newFormKey(), withLostFiles(faults, sent));
      await sendPage(this.pages, reply, status, page);
    };
    try {
      const body = validation.transform(sentFrom(form, secret), { type: 'body', metatype: LinkReplyDto });
      if (own.length > 0) return await again(422, own);
      const context = formContext(holder.actor, replyPath, sent, request);
      await this.replies.take(
        context,
        { ...holder, arrivedAt: sent.arrivedAt },
        replyFrom(body as LinkReplyDto),
        sent.files,
      );
      await reply.headers(strictHeaders).redirect(replyAddress(secret), 303);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'already-replied')
        return sendPage(this.pages, reply, 409, receiptPage(await this.queries.receipt(holder.consulteeId), form.text));
      await again((error as DomainError).status, faultsFrom(error, form, own));
    }
  }

  private orRefusal(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    return orRefusal(this.pages, reply, absentLinkPage(), work);
  }
}
