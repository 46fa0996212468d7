import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { notFound } from '../kernel/errors.js';
import type { Tx } from '../platform/database/transaction.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import {
  AppointmentPageDto,
  AppointmentQueryDto,
  AuthorityPageDto,
  AuthorityQueryDto,
  BodyPageDto,
  BodyQueryDto,
  CreatedIdDto,
  EndingDto,
  EndingWithSuccessorDto,
  NewAppointmentDto,
  NewAuthorityDto,
  NewBodyDto,
  NewPersonDto,
  PersonPageDto,
  PersonQueryDto,
  SeatsDto,
  SeatsQueryDto,
} from './organisation.dto.js';
import { OrganisationQueries } from './organisation.queries.js';
import { Organisation } from './organisation.service.js';
import { seatsOf } from './seats.queries.js';
import { Sessions } from './sessions.service.js';

/** An ending has no version to match: it only succeeds on what has not ended, and a second one says so (409). */
@ApiTags('organisation')
@Controller('api/v1')
export class OrganisationController {
  constructor(
    private readonly organisation: Organisation,
    private readonly queries: OrganisationQueries,
    private readonly sessions: Sessions,
    private readonly commands: CommandRunner,
    private readonly dataSource: DataSource,
  ) {}

  @Get('authorities')
  @Act('organisation.read')
  @ApiOperation({ summary: 'Listar myndigheterna: nämnder med sina förvaltningar.' })
  @ApiOkResponse({ type: AuthorityPageDto })
  authorities(@Query() query: AuthorityQueryDto): Promise<AuthorityPageDto> {
    return this.queries.authorities(this.dataSource, query, query.onDay);
  }

  @Get('bodies')
  @Act('organisation.read')
  @ApiOperation({ summary: 'Listar organen: fullmäktige, styrelse, nämnder, utskott och beredningar.' })
  @ApiOkResponse({ type: BodyPageDto })
  bodies(@Query() query: BodyQueryDto): Promise<BodyPageDto> {
    return this.queries.bodies(this.dataSource, query, query);
  }

  @Get('bodies/:id/seats')
  @Act('organisation.read')
  @ApiOperation({ summary: 'Vilka som sitter i organet en viss dag: ledamöter, ersättare i turordning, presidium.' })
  @ApiOkResponse({ type: SeatsDto })
  async seats(@Param('id', IdPipe) id: string, @Query() query: SeatsQueryDto): Promise<SeatsDto> {
    const body = await this.queries.body(this.dataSource, id);
    if (body === undefined) throw notFound('Organet');
    return { seats: await seatsOf(this.dataSource, id, query.onDay) };
  }

  @Get('people')
  @Act('organisation.read')
  @ApiOperation({ summary: 'Listar personer i tjänst, med namn och titel.' })
  @ApiOkResponse({ type: PersonPageDto })
  people(@Query() query: PersonQueryDto): Promise<PersonPageDto> {
    return this.queries.people(this.dataSource, query, query);
  }

  @Get('appointments')
  @Act('organisation.read')
  @ApiOperation({ summary: 'Listar uppdrag: vem som har vilken roll var, och från och till vilken dag.' })
  @ApiOkResponse({ type: AppointmentPageDto })
  appointments(@Query() query: AppointmentQueryDto): Promise<AppointmentPageDto> {
    return this.queries.appointments(this.dataSource, query, query);
  }

  @Post('authorities')
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Lägger till en myndighet.' })
  @ApiCreatedResponse({ type: CreatedIdDto })
  createAuthority(@Body() body: NewAuthorityDto, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.create(ctx, 'authorities', (tx) => this.organisation.createAuthority(tx, ctx.actor, body));
  }

  @Post('bodies')
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Lägger till ett organ i en myndighet.' })
  @ApiCreatedResponse({ type: CreatedIdDto })
  createBody(@Body() body: NewBodyDto, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.create(ctx, 'bodies', (tx) => this.organisation.createBody(tx, ctx.actor, body));
  }

  @Post('people')
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Lägger till en person.' })
  @ApiCreatedResponse({ type: CreatedIdDto })
  createPerson(@Body() body: NewPersonDto, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.create(ctx, 'people', (tx) => this.organisation.createPerson(tx, ctx.actor, body));
  }

  @Post('appointments')
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Ger en person ett daterat uppdrag.' })
  @ApiCreatedResponse({ type: CreatedIdDto })
  appoint(@Body() body: NewAppointmentDto, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.create(ctx, 'appointments', (tx) => this.organisation.appoint(tx, ctx.actor, body));
  }

  @Post('appointments/:id/end')
  @HttpCode(204)
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Avslutar ett uppdrag en viss dag.' })
  @ApiNoContentResponse()
  endAppointment(
    @Param('id', IdPipe) id: string,
    @Body() body: EndingDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    return this.change(ctx, (tx) => this.organisation.endAppointment(tx, ctx.actor, id, body.lastDay));
  }

  @Post('bodies/:id/end')
  @HttpCode(204)
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Avslutar ett organ och uppdragen i det, och anger vad som efterträder det.' })
  @ApiNoContentResponse()
  endBody(
    @Param('id', IdPipe) id: string,
    @Body() body: EndingWithSuccessorDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    return this.change(ctx, (tx) => this.organisation.endBody(tx, ctx.actor, id, body));
  }

  @Post('authorities/:id/end')
  @HttpCode(204)
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Avslutar en myndighet vars organ är avslutade.' })
  @ApiNoContentResponse()
  endAuthority(
    @Param('id', IdPipe) id: string,
    @Body() body: EndingWithSuccessorDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    return this.change(ctx, (tx) => this.organisation.endAuthority(tx, ctx.actor, id, body));
  }

  @Post('people/:id/deactivate')
  @HttpCode(204)
  @Act('organisation.manage')
  @ApiOperation({ summary: 'Stänger en persons väg in. Det personen har gjort står kvar.' })
  @ApiNoContentResponse()
  deactivate(@Param('id', IdPipe) id: string, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.change(ctx, (tx) => this.organisation.deactivatePerson(tx, ctx.actor, id));
  }

  private create(ctx: RequestContext, list: string, work: (tx: Tx) => Promise<{ id: string }>): Promise<Answer> {
    return this.afterwardsForget(
      this.commands.run(ctx, async (tx) => {
        const { id } = await work(tx);
        return created(`/api/v1/${list}/${id}`, { id });
      }),
    );
  }

  private change(ctx: RequestContext, work: (tx: Tx) => Promise<void>): Promise<Answer> {
    return this.afterwardsForget(
      this.commands.run(ctx, async (tx) => {
        await work(tx);
        return nothing();
      }),
    );
  }

  /** What people may do has changed; actors kept in this process are read anew, other processes follow within seconds. */
  private async afterwardsForget(answer: Promise<Answer>): Promise<Answer> {
    const given = await answer;
    this.sessions.forget();
    return given;
  }
}
