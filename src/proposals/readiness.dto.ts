/** What the readiness of a proposal looks like on the wire. */
import { ApiProperty } from '@nestjs/swagger';
import { type SectionKind, sectionKinds } from '../calls/call.rules.js';
import { AmountDto } from '../platform/http/fields.js';
import { StatedTotalDto } from './version-diff.dto.js';

export class ReadinessFaultDto {
  @ApiProperty({ example: '/sections/0/text', description: 'Var i utkastet, som JSON Pointer.' })
  pointer: string;

  @ApiProperty({ example: 'section-missing' })
  code: string;

  @ApiProperty({ example: 'Avsnittet ”Barnperspektiv” saknas.' })
  detail: string;
}

export class ReadinessDto {
  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ type: AmountDto, description: 'Summan av insatserna.' })
  total: AmountDto;

  @ApiProperty({ type: 'integer', description: 'Antal insatser.' })
  measureCount: number;

  @ApiProperty({ enum: sectionKinds, isArray: true, description: 'Avsnitt som ska ha text (R-19).' })
  mandatorySections: SectionKind[];

  @ApiProperty({
    type: ReadinessFaultDto,
    isArray: true,
    description: 'Det som hindrar att förslaget lämnas in; tom när inget gör det.',
  })
  faults: ReadinessFaultDto[];

  @ApiProperty({
    type: StatedTotalDto,
    isArray: true,
    description: 'Summor i texterna som insatserna inte blir (R-01).',
  })
  statedTotals: StatedTotalDto[];
}
