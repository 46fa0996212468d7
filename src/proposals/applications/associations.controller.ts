/** The register of associations over HTTP. */
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { AssociationDto, AssociationPageDto, AssociationStateDto } from './applications-view.dto.js';
import { AssociationQueryDto, ChangeAssociationDto, NewAssociationDto } from './applications.dto.js';
import { ApplicationsQueries } from './applications.queries.js';
import { Associations } from './associations.service.js';

@ApiTags('applications')
@Controller('api/v1/associations')
export class AssociationsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly associations: Associations,
    private readonly queries: ApplicationsQueries,
  ) {}

  @Get()
  @Act('association.read')
  @ApiOperation({ summary: 'Föreningar som söker bidrag, efter namn' })
  @ApiOkResponse({ type: AssociationPageDto })
  list(@Query() query: AssociationQueryDto) {
    return this.queries.associations(query, query);
  }

  @Get(':id')
  @Act('association.read')
  @ApiOperation({ summary: 'En förening och kontot dess bidrag betalas till' })
  @ApiOkResponse({ type: AssociationDto })
  get(@Param('id', IdPipe) id: string) {
    return this.queries.association(id);
  }

  @Post()
  @Act('association.write')
  @ApiOperation({ summary: 'För in en förening i registret' })
  @ApiCreatedResponse({ type: AssociationStateDto })
  register(@Ctx() ctx: RequestContext, @Body() body: NewAssociationDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const association = await this.associations.register(tx, ctx.actor, body);
      return created(`/api/v1/associations/${association.id}`, association);
    });
  }

  @Patch(':id')
  @Act('association.write')
  @ApiOperation({ summary: 'Ändra en förenings uppgifter; det som utelämnas står kvar' })
  @ApiOkResponse({ type: AssociationStateDto })
  change(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeAssociationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.associations.change(tx, ctx.actor, id, expected, body)),
    );
  }
}
