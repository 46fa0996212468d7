/** Answers about period reports. */
import { ApiProperty } from '@nestjs/swagger';
import { DecidedVersionDto } from '../../decisions/decided-version.dto.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { goalLevels } from '../chain.rules.js';
import { RichBlockDto, StatusViewDto } from '../goal.fields.js';
import { serviceStates } from '../goal.rules.js';
import { IndicatorFiguresDto } from '../indicators/indicators-view.dto.js';
import { periods } from '../period.rules.js';
import { entryStateNames, reportStatuses } from './report.rules.js';
import { attainments, shortfallReasons, successFactors } from './status.rules.js';

export class PeriodReportStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: reportStatuses })
  status: string;

  @ApiProperty({ type: 'integer', description: 'Innehållets version; den organen ser.' })
  versionNumber: number;

  @ApiProperty({ type: 'integer', description: 'Postens version, för If-Match.' })
  version: number;
}

export class PeriodReportOpenedDto extends PeriodReportStateDto {
  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'ASN-2019-812' })
  registrationNumber: string;
}

export class ReportEntryStateDto {
  @ApiProperty({ format: 'uuid' })
  goalId: string;

  @ApiProperty({ enum: entryStateNames })
  state: string;

  @ApiProperty({ enum: attainments })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ReviewedEntriesDto {
  @ApiProperty({ type: ReportEntryStateDto, isArray: true })
  entries: ReportEntryStateDto[];
}

export class PeriodReportItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: periods })
  period: string;

  @ApiProperty({ enum: reportStatuses })
  status: string;

  @ApiProperty({ format: 'date' })
  dueDay: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  decidedDay: string | null;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class PeriodReportPageDto extends PageDto {
  @ApiProperty({ type: PeriodReportItemDto, isArray: true })
  items: PeriodReportItemDto[];
}

export class SuccessTagDto {
  @ApiProperty({ enum: successFactors })
  value: string;

  @ApiProperty()
  text: string;
}

export class ShortfallTagDto {
  @ApiProperty({ enum: shortfallReasons })
  value: string;

  @ApiProperty()
  text: string;
}

export class BelowCountDto {
  @ApiProperty({ enum: [...attainments, 'notReported'] })
  status: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: 'integer' })
  count: number;
}

export class ReportEntryDto {
  @ApiProperty({ format: 'uuid' })
  goalId: string;

  @ApiProperty({ enum: goalLevels })
  level: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parentId: string | null;

  @ApiProperty({ type: String, nullable: true })
  parentTitle: string | null;

  @ApiProperty({ type: String, nullable: true })
  contribution: string | null;

  @ApiProperty({ enum: serviceStates, type: String, nullable: true })
  serviceState: string | null;

  @ApiProperty({ type: StatusViewDto })
  status: StatusViewDto;

  @ApiProperty({ type: String, nullable: true })
  reasons: string | null;

  @ApiProperty({ type: RichBlockDto, isArray: true })
  comment: RichBlockDto[];

  @ApiProperty({ type: SuccessTagDto, isArray: true })
  successFactors: SuccessTagDto[];

  @ApiProperty({ type: ShortfallTagDto, isArray: true })
  shortfallReasons: ShortfallTagDto[];

  @ApiProperty({
    type: BelowCountDto,
    isArray: true,
    description: 'Hur målen under är bedömda; ingenting räknas ut av det.',
  })
  below: BelowCountDto[];

  @ApiProperty({ type: IndicatorFiguresDto, isArray: true })
  indicators: IndicatorFiguresDto[];

  @ApiProperty({ enum: entryStateNames, type: String, nullable: true })
  state: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  responsibleId: string | null;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: 'integer', nullable: true, description: 'För If-Match på målet i rapporten.' })
  version: number | null;
}

export class StatusCountDto {
  @ApiProperty({ type: StatusViewDto })
  status: StatusViewDto;

  @ApiProperty({ type: 'integer' })
  count: number;
}

export class PeriodReportDto extends PeriodReportItemDto {
  @ApiProperty()
  authorityName: string;

  @ApiProperty({ type: RichBlockDto, isArray: true })
  summary: RichBlockDto[];

  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ description: 'Det som visas är låst för ett organ.' })
  isFrozen: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 av det låsta innehållet.' })
  contentHash: string | null;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: StatusCountDto, isArray: true })
  counts: StatusCountDto[];

  @ApiProperty({ type: 'integer', description: 'Mål som inte är klarmarkerade.' })
  unreported: number;

  @ApiProperty({ type: ReportEntryDto, isArray: true })
  entries: ReportEntryDto[];

  @ApiProperty({ type: DecidedVersionDto, isArray: true })
  versions: DecidedVersionDto[];
}
