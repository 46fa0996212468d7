/** The way of the money over HTTP: from a source to its repayment and back, by following links. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { AmountDto } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { CurrentActor, IdPipe } from '../../platform/http/request-context.js';
import { TrailQueries } from './trail.queries.js';
import { trailKinds } from './trail.sql.js';

class TrailRecordDto {
  @ApiProperty({ enum: trailKinds })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  label: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  day: string | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  amount: AmountDto | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Där posten kan läsas; null för den som inte får öppna den.',
  })
  href: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Ärendet posten handläggs i.', example: 'ASN-2023-5446' })
  registrationNumber: string | null;

  @ApiProperty({ type: String, description: 'Postens egen plats på vägen.' })
  trail: string;
}

class TrailStepDto extends TrailRecordDto {
  @ApiProperty({ enum: ['up', 'down'], description: 'Det posten kom ur, eller det som blev av den.' })
  direction: string;
}

export class TrailDto extends PageDto {
  @ApiProperty({ type: TrailRecordDto })
  record: TrailRecordDto;

  @ApiProperty({ type: TrailStepDto, isArray: true })
  items: TrailStepDto[];
}

@ApiTags('explanations')
@Controller('api/v1/trail')
export class TrailController {
  constructor(private readonly queries: TrailQueries) {}

  @Get(':kind/:id')
  @Act('allocation.read')
  @ApiOperation({
    summary: 'Pengarnas väg: källa, beslut, fördelning, rekvisition, användning och återbetalning, ett steg i taget',
  })
  @ApiParam({ name: 'kind', enum: trailKinds })
  @ApiOkResponse({ type: TrailDto })
  at(
    @CurrentActor() actor: Actor,
    @Param('kind') kind: string,
    @Param('id', IdPipe) id: string,
    @Query() page: PageQueryDto,
  ) {
    return this.queries.at(actor, kind, id, page);
  }
}
