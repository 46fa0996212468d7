/** "Väntar på mig": what a person has been told and not yet read. */
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { paged } from '../platform/database/paged.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, type RequestContext } from '../platform/http/request-context.js';
import { Notices } from './notices.service.js';

class NoticeDecisionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ example: 'referBack' })
  outcome: string;

  @ApiProperty({ type: String, nullable: true })
  reasons: string | null;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ type: 'integer' })
  minuteItem: number;
}

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

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Vad det gäller när det inte gäller ett ärende: sammanträdet, finansieringskällan eller uppdraget.',
  })
  about: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Sammanträdet, när meddelandet gäller dess kallelse eller protokoll.',
  })
  meetingId: string | null;

  @ApiProperty({
    type: NoticeDecisionDto,
    nullable: true,
    description: 'Vad organet beslutade och varför, när meddelandet gäller ett beslut.',
  })
  decision: NoticeDecisionDto | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: Date;
}

class NoticePageDto extends PageDto {
  @ApiProperty({ type: NoticeDto, isArray: true })
  items: NoticeDto[];
}

const meetingOfNotice = `case n.subject_kind when 'meeting' then n.subject_id when 'minutes' then (select x.meeting_id from minutes x where x.id = n.subject_id) end`;

const waiting = {
  columns: `n.id, n.kind, n.subject_kind as "subjectKind", n.subject_id as "subjectId", n.matter_id as "matterId",
      m.registration_number as "registrationNumber", m.title, n.created_at as "createdAt",
      (select g.id from meeting g where g.id = ${meetingOfNotice}) as "meetingId",
      case n.subject_kind
        when 'fundingSource' then (select f.name from funding_source f where f.id = n.subject_id)
        when 'requisition' then (select f.name from requisition r join source_year y on y.id = r.source_year_id join funding_source f on f.id = y.source_id where r.id = n.subject_id)
        when 'assignment' then (select left(s.text, 200) from assignment s where s.id = n.subject_id)
        else (select b.name || ' ' || g.day from meeting g join body b on b.id = g.body_id where g.id = ${meetingOfNotice}) end as about,
      (select jsonb_build_object('id', d.id, 'agendaItemId', d.agenda_item_id, 'outcome', d.outcome, 'reasons', d.reasons, 'bodyName', b.name,
          'decisionDay', d.decision_day, 'minuteItem', d.minute_item)
         from event e join decision d on d.id = (e.payload ->> 'decisionId')::uuid join body b on b.id = d.body_id
        where e.id = n.event_id) as decision`,
  from: `notice n left join matter m on m.id = n.matter_id where n.person_id = $1 and n.read_at is null`,
  orderBy: 'n.id desc',
};

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
  list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto): Promise<NoticePageDto> {
    return paged(this.dataSource, waiting, [actor.personId], page);
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
