/** When a scenario does not fit: by how much, and who could give way. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';

class WayMeasureDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: AmountDto, description: 'Vad insatsen har ur de källor som inte räcker.' })
  atSources: AmountDto;
}

class WaySetDto {
  @ApiProperty({ type: WayMeasureDto, isArray: true })
  measures: WayMeasureDto[];

  @ApiProperty({ type: AmountDto, description: 'Av det som är för mycket kan så mycket flyttas till andra källor.' })
  movable: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Resten måste skäras ned.' })
  mustCut: AmountDto;
}

class SmallestSetsDto {
  @ApiProperty({ description: 'Nej: atLeast och atMost är gränser, och mängden ett exempel.' })
  exact: boolean;

  @ApiProperty({ type: 'integer' })
  atLeast: number;

  @ApiProperty({ type: 'integer' })
  atMost: number;

  @ApiProperty({ type: WaySetDto, isArray: true })
  sets: WaySetDto[];

  @ApiProperty({ description: 'Det finns fler lika små mängder.' })
  more: boolean;
}

class OverSourceDto {
  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  given: AmountDto;

  @ApiProperty({ type: AmountDto })
  remaining: AmountDto;

  @ApiProperty({ type: AmountDto })
  overBy: AmountDto;
}

export class ShortfallDto {
  @ApiProperty({ type: AmountDto })
  overBy: AmountDto;

  @ApiProperty({ type: OverSourceDto, isArray: true })
  sources: OverSourceDto[];

  @ApiProperty({ type: SmallestSetsDto, description: 'Minsta mängder insatser som måste skäras ned eller flyttas.' })
  cutOrMove: SmallestSetsDto;

  @ApiProperty({
    type: SmallestSetsDto,
    nullable: true,
    description: 'Bara flytt, ingen får mindre; null om det inte går.',
  })
  moveOnly: SmallestSetsDto | null;
}
