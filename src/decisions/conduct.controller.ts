/** A meeting being conducted, over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { bylawsOf } from './bylaws.queries.js';
import { BylawsService } from './bylaws.service.js';
import {
  AttendanceDto,
  BylawsDto,
  BylawsQueryDto,
  ChairDto,
  ClosingDto,
  MeetingNoticeDto,
  NoticeSentDto,
  OpeningDto,
  PauseDto,
  SittingDto,
  VersionDto,
} from './conduct.dto.js';
import { MadeDto } from './deliberation.dto.js';
import { LiveDto } from './live.dto.js';
import { LiveQueries } from './live.queries.js';
import { Attendance } from './attendance.service.js';
import { MeetingConduct } from './meeting-conduct.service.js';
import { NoticeSending } from './notices.service.js';

@ApiTags('meetings')
@Controller('api/v1')
export class ConductController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly notices: NoticeSending,
    private readonly attendance: Attendance,
    private readonly conduct: MeetingConduct,
    private readonly bylaws: BylawsService,
    private readonly live: LiveQueries,
    private readonly dataSource: DataSource,
  ) {}

  @Get('bodies/:id/bylaws')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Organets egna regler en viss dag' })
  @ApiOkResponse({ type: BylawsDto })
  bylawsOf(@Param('id', IdPipe) bodyId: string, @Query() { day }: BylawsQueryDto) {
    return bylawsOf(this.dataSource, bodyId, day as Day | undefined);
  }

  @Post('bodies/:id/bylaws')
  @Act('bylaws.set')
  @ApiOperation({ summary: 'Nya regler för organet, från en dag' })
  @ApiCreatedResponse({ type: MadeDto })
  setBylaws(@Ctx() ctx: RequestContext, @Param('id', IdPipe) bodyId: string, @Body() body: BylawsDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const made = await this.bylaws.set(tx, ctx.actor, bodyId, {
        ...body,
        memberSeats: body.memberSeats ?? null,
        fromDay: body.fromDay as Day,
      });
      return created(`/api/v1/bodies/${bodyId}/bylaws`, made);
    });
  }

  @Get('meetings/:id/live')
  @Act('meeting.read')
  @ApiOperation({
    summary: 'Vad som händer i sammanträdet nu: vem som tjänstgör, vad som behandlas, vad som röstas om',
  })
  @ApiOkResponse({ type: LiveDto })
  liveView(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.live.of(actor, id);
  }

  @Post('meetings/:id/notice')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Sänd kallelsen, eller ett tillägg till den' })
  @ApiOkResponse({ type: NoticeSentDto })
  notice(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: MeetingNoticeDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(
        await this.notices.send(tx, ctx.actor, id, expected, {
          sentDay: body.sentDay as Day | undefined,
          sentElsewhere: body.sentElsewhere,
          lateGround: body.lateGround,
        }),
      ),
    );
  }

  @Post('meetings/:id/opening')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Öppna sammanträdet med dem som är närvarande' })
  @ApiOkResponse({ type: SittingDto })
  open(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: OpeningDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const opening = { ...body, adjusterIds: body.adjusterIds ?? [] };
    return this.commands.run(ctx, async (tx) =>
      changed(await this.attendance.open(tx, ctx.actor, id, expected, opening)),
    );
  }

  @Post('meetings/:id/attendance')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Någon kommer eller går' })
  @ApiOkResponse({ type: SittingDto })
  attend(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: AttendanceDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.attendance.attend(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('meetings/:id/chair')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Någon annan tar över som ordförande' })
  @ApiOkResponse({ type: VersionDto })
  preside(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ChairDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.attendance.preside(tx, ctx.actor, id, expected, body.chairId)),
    );
  }

  @Post('meetings/:id/adjournment')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Ajournera' })
  @ApiOkResponse({ type: VersionDto })
  adjourn(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() { at }: PauseDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.conduct.pause(tx, ctx.actor, id, expected, { act: 'adjourn', at })),
    );
  }

  @Post('meetings/:id/resumption')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Återuppta ett ajournerat sammanträde' })
  @ApiOkResponse({ type: VersionDto })
  resume(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() { at }: PauseDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.conduct.pause(tx, ctx.actor, id, expected, { act: 'resume', at })),
    );
  }

  @Post('meetings/:id/closing')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Avsluta sammanträdet; därefter kan ingen reservera sig' })
  @ApiOkResponse({ type: VersionDto })
  close(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ClosingDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.conduct.close(tx, ctx.actor, id, expected, body.at)),
    );
  }
}
