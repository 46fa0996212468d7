/** Answers about the running state. */
import { ApiProperty } from '@nestjs/swagger';

export class DatabaseStateDto {
  @ApiProperty({ example: '17.6' })
  version: string;

  @ApiProperty({ type: 'integer' })
  sizeBytes: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'När databasens logg senast arkiverades; null när servern inte arkiverar någon.',
  })
  lastArchivedAt: Date | null;

  @ApiProperty({ type: String, isArray: true })
  missingMigrations: string[];

  @ApiProperty({ type: String, isArray: true, description: 'Rättigheter som databasrollen har men inte borde ha.' })
  roleFaults: string[];
}

export class DeadLetterDto {
  @ApiProperty()
  eventId: string;

  @ApiProperty()
  handler: string;

  @ApiProperty()
  type: string;

  @ApiProperty({ format: 'date-time' })
  at: Date;

  @ApiProperty({ type: 'integer' })
  attempts: number;

  @ApiProperty({ description: 'Vad som gick fel, utan hemligheter och personuppgifter.' })
  outcome: string;
}

export class JobsStateDto {
  @ApiProperty({ enum: ['ok', 'unreachable', 'elsewhere'] })
  state: string;

  @ApiProperty({ enum: ['redis', 'postgresql'], required: false })
  backend?: string;

  @ApiProperty({ type: 'integer', description: 'Jobb som inte är klara.' })
  open: number;

  @ApiProperty({ type: 'integer', description: 'Jobb som har misslyckats i alla försök.' })
  dead: number;

  @ApiProperty({ type: 'number', nullable: true, description: 'Hur länge det äldsta har väntat.' })
  oldestSeconds: number | null;

  @ApiProperty({ type: DeadLetterDto, isArray: true })
  deadLetters: DeadLetterDto[];
}

export class DiskStateDto {
  @ApiProperty({ type: 'integer' })
  freeBytes: number;

  @ApiProperty({ type: 'integer' })
  totalBytes: number;
}

export class OperationsDto {
  @ApiProperty()
  productVersion: string;

  @ApiProperty()
  nodeVersion: string;

  @ApiProperty({ format: 'date-time' })
  startedAt: Date;

  @ApiProperty({ type: DatabaseStateDto })
  database: DatabaseStateDto;

  @ApiProperty({ type: JobsStateDto })
  jobs: JobsStateDto;

  @ApiProperty({ type: DiskStateDto, nullable: true })
  disk: DiskStateDto | null;
}

export class CheckResultDto {
  @ApiProperty({ example: 'funding/M2-…' })
  name: string;

  @ApiProperty({ description: 'Vad ett fynd skulle betyda.' })
  meaning: string;

  @ApiProperty({ type: 'integer', description: 'Antal fynd, högst 20.' })
  violations: number;
}

export class CheckResultsDto {
  @ApiProperty({ type: CheckResultDto, isArray: true })
  items: CheckResultDto[];
}
