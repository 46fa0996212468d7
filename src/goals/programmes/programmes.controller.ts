/** The register of programmes over HTTP. */
import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import {
  ChangeProgrammeDto,
  NewProgrammeDto,
  ProgrammeDto,
  ProgrammeItemDto,
  ProgrammePageDto,
  ReplaceProgrammeMeasuresDto,
} from './programmes.dto.js';
import { Programmes } from './programmes.service.js';

@ApiTags('programmes')
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly programmes: Programmes,
  ) {}

  @Post()
  @Act('programme.write')
  @ApiOperation({ summary: 'Lägg till ett program som återkommer: CTC, SSPF, Bostad först' })
  @ApiCreatedResponse({ type: ProgrammeItemDto })
  create(@Ctx() ctx: RequestContext, @Body() body: NewProgrammeDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const programme = await this.programmes.create(tx, ctx.actor, body);
      return created(`/api/v1/programmes/${programme.id}`, programme);
    });
  }

  @Get()
  @Act('goal.read')
  @ApiOperation({ summary: 'Programregistret' })
  @ApiOkResponse({ type: ProgrammePageDto })
  list(@Query() query: PageQueryDto) {
    return this.programmes.list(query);
  }

  @Get(':id')
  @Act('goal.read')
  @ApiOperation({ summary: 'Ett program med de insatser och mål som hör till det' })
  @ApiOkResponse({ type: ProgrammeDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.programmes.one(actor, id);
  }

  @Patch(':id')
  @Act('programme.write')
  @ApiOperation({ summary: 'Ändra ett program' })
  @ApiOkResponse({ type: ProgrammeItemDto })
  change(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeProgrammeDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.programmes.change(tx, ctx.actor, id, expected, body)),
    );
  }

  @Put(':id/measures')
  @Act('programme.write')
  @ApiOperation({ summary: 'De insatser som hör till programmet' })
  @ApiOkResponse({ type: ProgrammeItemDto })
  measures(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReplaceProgrammeMeasuresDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.programmes.replaceMeasures(tx, ctx.actor, id, expected, body.measures)),
    );
  }
}
