/** What the acts on a consultation answer. */
import { ApiProperty } from '@nestjs/swagger';
import { type ConsultationStatus, consultationStatuses } from './consultation-states.rules.js';

export class ConsultationStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ enum: consultationStatuses })
  status: ConsultationStatus;

  @ApiProperty({ type: 'integer', description: 'Innehållets version.' })
  versionNumber: number;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class OpenedConsultationDto extends ConsultationStateDto {
  @ApiProperty({ example: 'KS-2023-101' })
  registrationNumber: string;
}

export class AddedConsultationTextDto extends ConsultationStateDto {
  @ApiProperty({ type: 'integer', description: 'Textens version inom delen.' })
  number: number;
}

export class ConsultationWarningDto {
  @ApiProperty()
  code: string;

  @ApiProperty()
  detail: string;
}

export class SentConsultationDto extends ConsultationStateDto {
  @ApiProperty({ type: 'integer', description: 'Antal tillfrågade.' })
  consultees: number;

  @ApiProperty({ format: 'uuid', description: 'Missivet, som handling i ärendet.' })
  coverLetterId: string;

  @ApiProperty({ type: ConsultationWarningDto, isArray: true })
  warnings: ConsultationWarningDto[];
}

export class AddedConsulteesDto extends ConsultationStateDto {
  @ApiProperty({ type: 'integer', description: 'Så många tillfrågades nu.' })
  added: number;
}

export class EndedReplyPeriodDto extends ConsultationStateDto {
  @ApiProperty({ type: 'integer', description: 'Så många fick läget ”inget svar”.' })
  silent: number;
}

export class CompiledConsultationDto extends ConsultationStateDto {
  @ApiProperty({ format: 'uuid' })
  compilationId: string;

  @ApiProperty({ type: 'integer', description: 'Vilken sammanställning i ordningen.' })
  number: number;

  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ type: 'integer' })
  documentNumber: number;
}
