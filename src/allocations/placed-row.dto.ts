/** A row that says which measure gets how much out of which source and year, as it is shown. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../platform/http/fields.js';

export abstract class PlacedRowDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty({ example: 'ASN' })
  authorityCode: string;

  @ApiProperty({ format: 'uuid' })
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;
}
