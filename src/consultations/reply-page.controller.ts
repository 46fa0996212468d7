/**
 * Where a consultee's link leads: pages of the server's own, without script. Looking changes nothing, so a mail scanner that
 * opens the link does no harm. The secret stands in the address: it is in no log of ours and in no event, no page sends it on
 * as Referer, and a wrong one counts against the address it came from.
 */
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, problemTypes } from '../kernel/errors.js';
import { attachment } from '../platform/files/file-name.js';
import { FileStore } from '../platform/files/file-store.js';
import { Open } from '../platform/http/act.decorator.js';
import { FormFields } from '../platform/http/form-fields.js';
import { IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { DtoPipe } from '../platform/http/validation.js';
import { type PublicPage, PublicPages } from '../platform/pages/public-pages.service.js';
import { LinkReplyDto } from './consultees.dto.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { type LinkHolder, LinkReplies } from './link-replies.service.js';
import { ConsulteeLinks } from './links.service.js';
import { emptyForm, faultsFrom, keyOf, newFormKey, sentFrom, strayQuotes, typedIn } from './reply-form.js';
import { replyFrom } from './reply-input.js';
import { absentLinkPage, askedPage, receiptPage, refusalPage, replyAddress, replyPath } from './reply.pages.js';

/**
 * No script at all. The origin alone may travel as Referer: without it a browser would send the form as from nowhere, and the
 * server's own check of where a form comes from would refuse it.
 */
const strictHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'strict-origin',
  'x-robots-tag': 'noindex',
};
const validation = new DtoPipe();

@ApiExcludeController()
@Controller('remissvar')
export class ReplyPageController {
  constructor(
    private readonly links: ConsulteeLinks,
    private readonly queries: ConsulteesQueries,
    private readonly replies: LinkReplies,
    private readonly store: FileStore,
    private readonly pages: PublicPages,
  ) {}

  /** A link that lost its end on the way. */
  @Get()
  @Open('a consultee without an account comes here by its link')
  incomplete(@Res() reply: FastifyReply): Promise<void> {
    return this.send(reply, 404, absentLinkPage());
  }

  @Get(':token')
  @Open('a consultee without an account comes here by its link')
  asked(@Param('token') secret: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.orRefusal(reply, async () => {
      const { consulteeId } = await this.holder(secret, request);
      const asked = await this.queries.asked(consulteeId);
      const page =
        asked.repliedAt === null
          ? askedPage(asked, secret, emptyForm, newFormKey())
          : receiptPage(await this.queries.receipt(consulteeId));
      await this.send(reply, 200, page);
    });
  }

  @Post(':token')
  @HttpCode(303)
  @RouteConfig({ takesForm: true })
  @Open('whoever holds the link has no account; the link is what lets them in')
  answer(
    @Param('token') secret: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.orRefusal(reply, async () => {
      if (!(body instanceof FormFields))
        throw new DomainError('unsupported-media-type', 'Sidan tar emot sitt eget formulär.');
      const holder = await this.holder(secret, request);
      await this.take(holder, secret, body, request, reply);
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
      const { consulteeId } = await this.holder(secret, request);
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
    fields: FormFields,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const asked = await this.queries.asked(holder.consulteeId);
    const form = typedIn(fields, asked.questions);
    const stray = strayQuotes(form);
    try {
      const sent = validation.transform(sentFrom(form, secret), { type: 'body', metatype: LinkReplyDto });
      if (stray.length === 0) {
        await this.replies.take(contextFor(holder, keyOf(fields), request), holder, replyFrom(sent as LinkReplyDto));
        await reply.headers(strictHeaders).redirect(replyAddress(secret), 303);
        return;
      }
      await this.send(reply, 422, askedPage(asked, secret, form, newFormKey(), stray));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'already-replied')
        return this.send(reply, 409, receiptPage(await this.queries.receipt(holder.consulteeId), form.text));
      const faults = [...faultsFrom(error, form), ...stray];
      await this.send(reply, (error as DomainError).status, askedPage(asked, secret, form, newFormKey(), faults));
    }
  }

  private async holder(secret: string, request: FastifyRequest): Promise<LinkHolder> {
    return this.links.holder(secret, { address: request.socket.remoteAddress, requestId: request.id });
  }

  private async send(reply: FastifyReply, status: number, page: PublicPage): Promise<void> {
    const html = await this.pages.page(page);
    await reply
      .status(status)
      .headers({ ...strictHeaders, 'content-type': 'text/html; charset=utf-8' })
      .send(html);
  }

  /** A person reads a page, not a problem document. What is a fault of ours goes the ordinary way. */
  private async orRefusal(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.status >= 500) throw error;
      if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', String(error.retryAfterSeconds));
      const page =
        error.type === 'not-found' ? absentLinkPage() : refusalPage(problemTypes[error.type].title, error.message);
      await this.send(reply, error.status, page);
    }
  }
}

/** The path without the secret: a refusal is recorded with its path. */
function contextFor({ actor }: LinkHolder, key: string, request: FastifyRequest): RequestContext {
  return {
    actor,
    method: 'POST',
    path: replyPath,
    idempotencyKey: key,
    requestHash: request.bodyHash ?? Buffer.alloc(0),
    ifMatch: undefined,
    requestId: request.id,
  };
}
