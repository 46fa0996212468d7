/** Requests and answers about the register of programmes. */
import { ApiProperty } from '@nestjs/swagger';
import { IdField, ListField, TextField, TextListField } from '../../platform/http/fields.js';
import { PageDto } from '../../platform/http/page.dto.js';

export class ChangeProgrammeDto {
  @TextField({ max: 200, optional: true })
  name?: string;

  @TextListField({ max: 50, itemMax: 200, optional: true, description: 'Andra namn på samma program.' })
  aliases?: string[];

  @TextField({ max: 5_000, multiline: true, allowEmpty: true, optional: true, nullable: true })
  description?: string | null;
}

export class NewProgrammeDto extends ChangeProgrammeDto {
  @TextField({ max: 200, example: 'SSPF' })
  override name: string;
}

export class ProgrammeMeasureDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;
}

export class ReplaceProgrammeMeasuresDto {
  @ListField(() => ProgrammeMeasureDto, { max: 500, description: 'Hela listan; det som inte nämns tas bort.' })
  measures: ProgrammeMeasureDto[];
}

export class ProgrammeItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, isArray: true })
  aliases: string[];

  @ApiProperty({ type: String, nullable: true })
  description: string | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ProgrammePageDto extends PageDto {
  @ApiProperty({ type: ProgrammeItemDto, isArray: true })
  items: ProgrammeItemDto[];
}

export class ProgrammeMeasureViewDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty()
  title: string;
}

export class ProgrammeGoalDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  title: string;
}

export class ProgrammeDto extends ProgrammeItemDto {
  @ApiProperty({ type: ProgrammeMeasureViewDto, isArray: true })
  measures: ProgrammeMeasureViewDto[];

  @ApiProperty({ type: ProgrammeGoalDto, isArray: true })
  goals: ProgrammeGoalDto[];
}
