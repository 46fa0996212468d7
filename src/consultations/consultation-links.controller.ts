/**
 * Answering by a link, without an account. The secret travels in the body, never in an address that a server writes in its
 * log; a stranger's link answers as one that never was.
 */
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { attachment } from '../platform/files/file-name.js';
import { FileStore } from '../platform/files/file-store.js';
import { Open } from '../platform/http/act.decorator.js';
import type { Answer } from '../platform/http/answer.js';
import { contextOf } from '../platform/http/request-context.js';
import { askerOf } from '../platform/pages/link-answers.js';
import { FormsWithFiles } from '../registry/forms-with-files.service.js';
import { AskedByLinkDto, RecordedReplyDto } from './consultee-views.dto.js';
import { LinkReplyDto, LinkSecretDto, LinkTextDto } from './consultees.dto.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { type LinkHolder, LinkReplies } from './link-replies.service.js';
import { ConsulteeLinks } from './links.service.js';
import { replyFrom } from './reply-input.js';

@ApiTags('consultations')
@Controller('api/v1/consultation-links')
export class ConsultationLinksController {
  constructor(
    private readonly links: ConsulteeLinks,
    private readonly replies: LinkReplies,
    private readonly queries: ConsulteesQueries,
    private readonly forms: FormsWithFiles,
    private readonly store: FileStore,
  ) {}

  @Post('reading')
  @HttpCode(200)
  @Open('whoever holds the link has no account; the link is what lets them in')
  @ApiOperation({ summary: 'Vad som frågas, för den som har länken' })
  @ApiOkResponse({ type: AskedByLinkDto })
  async reading(@Body() body: LinkSecretDto, @Req() request: FastifyRequest): Promise<AskedByLinkDto> {
    const { consulteeId } = await this.links.holder(body.secret, askerOf(request));
    return this.queries.asked(consulteeId);
  }

  @Post('text')
  @HttpCode(200)
  @Open('whoever holds the link has no account; the link is what lets them in')
  @ApiOperation({ summary: 'En av remissens handlingar, för den som har länken' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async text(@Body() body: LinkTextDto, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { consulteeId } = await this.links.holder(body.secret, askerOf(request));
    const { fileName, mediaType, sizeBytes, sha256 } = await this.queries.sentText(consulteeId, body.documentVersionId);
    const bytes = await this.store.open(sha256, sizeBytes);
    await reply
      .headers({
        'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
        'content-length': sizeBytes,
        'content-disposition': attachment(fileName),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
      })
      .send(bytes);
  }

  @Post('reply')
  @Open('whoever holds the link has no account; the link is what lets them in')
  @RouteConfig({ takesForm: true })
  @ApiOperation({
    summary: 'Svara på remissen genom länken, en gång; sent är sent och registreras ändå',
    description:
      'Med filer: skicka i stället multipart/form-data med samma JSON i fältet reply, först, och filerna i fältet files.',
  })
  @ApiBody({ type: LinkReplyDto })
  @ApiCreatedResponse({ type: RecordedReplyDto })
  async reply(@Req() request: FastifyRequest): Promise<Answer> {
    const letter = await this.forms.letter(request, 'reply', LinkReplyDto, (body) => this.holder(body, request));
    const { body, files, hash, arrivedAt } = letter;
    try {
      const holder = { ...letter.holder, arrivedAt };
      return await this.replies.take({ ...contextOf(request), requestHash: hash }, holder, replyFrom(body), files);
    } finally {
      await letter.discard();
    }
  }

  private async holder(body: LinkReplyDto, request: FastifyRequest): Promise<LinkHolder> {
    const holder = await this.links.holder(body.secret, askerOf(request));
    request.actor = holder.actor;
    return holder;
  }
}
