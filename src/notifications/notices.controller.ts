/** "Väntar på mig": what a person has been told and not yet read. */
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { offset } from '../kernel/page.js';
import { rows } from '../platform/database/sql.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, type RequestContext } from '../platform/http/request-context.js';
import { Notices } from './notices.service.js';

class NoticeDto {
  @ApiProperty({ type: String })
  id: string;

  @ApiProperty({ example: 'approveProposal' })
  kind: string;

  @ApiProperty()
  subjectKind: string;

  @ApiProperty({ format: 'uuid' })
  subjectId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  matterId: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'ASN-2023-5446' })
  registrationNumber: string | null;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: Date;
}

class NoticePageDto extends PageDto {
  @ApiProperty({ type: NoticeDto, isArray: true })
  items: NoticeDto[];
}

const noticeId = /^[1-9]\d{0,17}$/;

@ApiTags('notices')
@Controller('api/v1/notices')
export class NoticesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: CommandRunner,
    private readonly notices: Notices,
  ) {}

  @Get()
  @Act('notice.read')
  @ApiOperation({ summary: 'Det som väntar på mig' })
  @ApiOkResponse({ type: NoticePageDto })
  async list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto): Promise<NoticePageDto> {
    const found = await rows<NoticeDto & { total: string }>(
      this.dataSource,
      `select n.id, n.kind, n.subject_kind as "subjectKind", n.subject_id as "subjectId", n.matter_id as "matterId",
          m.registration_number as "registrationNumber", m.title, n.created_at as "createdAt", count(*) over () as total
         from notice n left join matter m on m.id = n.matter_id
        where n.person_id = $1 and n.read_at is null order by n.id desc limit $2 offset $3`,
      [actor.personId, page.limit, offset(page)],
    );
    const items = found.map(({ total: _total, ...notice }) => notice);
    return { items, total: Number(found[0]?.total ?? 0), limit: page.limit, page: page.page };
  }

  @Post(':id/read')
  @Act('notice.read')
  @ApiOperation({ summary: 'Märk ett meddelande som läst' })
  @ApiNoContentResponse()
  markRead(@Ctx() ctx: RequestContext, @Param('id') id: string): Promise<Answer> {
    if (!noticeId.test(id)) throw notFound('Meddelandet');
    return this.commands.run(ctx, async (tx) => {
      await this.notices.markRead(tx, ctx.actor, id);
      return nothing();
    });
  }
}
