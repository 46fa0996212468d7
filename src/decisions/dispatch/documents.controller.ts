/** Notices and extracts as data, PDF or Word. */
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { CurrentActor, IdPipe } from '../../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../../platform/progress/follows-progress.js';
import type { Progress } from '../../platform/progress/progress.js';
import { documentMediaTypes, Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { type DocumentAnswer, ExtractDto, FormatQueryDto, NoticeContentDto } from './documents.dto.js';
import { extractDocument, extractName } from './extract.document.js';
import { type Extract, Extracts } from './extract.queries.js';
import { noticeDocument, noticeName } from './notice.document.js';
import { MeetingNotices } from './notice.queries.js';

@ApiTags('dispatch')
@Controller('api/v1')
export class DocumentsController {
  constructor(
    private readonly extracts: Extracts,
    private readonly notices: MeetingNotices,
    private readonly rendering: Rendering,
  ) {}

  @Get('agenda-items/:id/extract')
  @Act('minutes.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Protokollsutdrag för ett ärende; ett ojusterat ser bara den egna myndigheten' })
  @ApiProduces('application/json', ...Object.values(documentMediaTypes))
  @ApiOkResponse({ type: ExtractDto })
  async extract(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) agendaItemId: string,
    @Query() { format }: FormatQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<Extract['content'] | Buffer> {
    return this.sendExtract(reply, await this.extracts.ofItem(actor, agendaItemId), { format, progress });
  }

  @Get('dispatches/:id/extract')
  @Act('dispatch.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Protokollsutdraget som det skickades, bestyrkt av den som skickade det' })
  @ApiProduces('application/json', ...Object.values(documentMediaTypes))
  @ApiOkResponse({ type: ExtractDto })
  async sentExtract(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format }: FormatQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<Extract['content'] | Buffer> {
    return this.sendExtract(reply, await this.extracts.ofDispatch(actor, id), { format, progress });
  }

  @Get('meetings/:id/notice')
  @Act('meeting.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Kallelse med föredragningslista; det som tillkommit efter kallelsen är utmärkt' })
  @ApiProduces('application/json', ...Object.values(documentMediaTypes))
  @ApiOkResponse({ type: NoticeContentDto })
  async notice(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) meetingId: string,
    @Query() { format = 'json' }: FormatQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<NoticeContentDto | Buffer> {
    const { content, created } = await this.notices.of(actor, meetingId);
    if (format === 'json') return content;
    const name = noticeName(content);
    return sendDocument(this.rendering, reply, noticeDocument(content, created.toISOString()), {
      format,
      name,
      progress,
    });
  }

  private async sendExtract(
    reply: FastifyReply,
    { content, created }: Extract,
    { format = 'json', progress }: { format?: DocumentAnswer | undefined; progress: Progress },
  ): Promise<Extract['content'] | Buffer> {
    if (format === 'json') return content;
    const name = extractName(content);
    return sendDocument(this.rendering, reply, extractDocument(content, created.toISOString()), {
      format,
      name,
      progress,
    });
  }
}
