/** A version of what bodies decide about, as every module shows it. */
import { ApiProperty } from '@nestjs/swagger';

export class DecidedVersionDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: ['written', 'amendment'] })
  origin: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  frozenAt: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Beslutet som ändrade texten.' })
  decisionId: string | null;
}
