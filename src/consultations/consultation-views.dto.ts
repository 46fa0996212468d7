/** Answers about a consultation itself. */
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '../platform/http/page.dto.js';
import { OpenedConsultationDto } from './consultation-state.dto.js';
import { type ConsultationStatus, consultationStatuses } from './consultation-states.rules.js';
import { type Stage, stages } from './consultation.rules.js';
import { type ConsulteeStatus, consulteeStatuses } from './consultee-states.rules.js';
import { type ConsulteeKind, consulteeKinds } from './content.rules.js';

export class OwnConsulteeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: consulteeStatuses })
  status: ConsulteeStatus;

  @ApiProperty({ format: 'date', description: 'Den svarstid som gäller för just den här.' })
  replyByDay: string;

  @ApiProperty({ type: String, nullable: true })
  replyByTime: string | null;
}

export class ConsultationItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: consultationStatuses })
  status: ConsultationStatus;

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty({ type: String, nullable: true })
  replyByTime: string | null;

  @ApiProperty({ type: 'integer' })
  asked: number;

  @ApiProperty({ type: 'integer', description: 'Som har svarat eller avstått.' })
  answered: number;

  @ApiProperty({ type: 'integer', description: 'Av dem som har svarat: efter svarstiden.' })
  late: number;

  @ApiProperty({ description: 'Allas svarstid har gått ut.' })
  isDeadlineOver: boolean;

  @ApiProperty({ type: OwnConsulteeDto, isArray: true, description: 'De egna nämnder som är tillfrågade.' })
  own: OwnConsulteeDto[];

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ConsultationPageDto extends PageDto {
  @ApiProperty({ type: ConsultationItemDto, isArray: true })
  items: ConsultationItemDto[];
}

export class ConsultationDeadlineDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: ['proposed', 'decision', 'coverLetter'] })
  origin: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: String, nullable: true })
  time: string | null;

  @ApiProperty({ format: 'date-time' })
  at: Date;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  decisionId: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Paragrafen som satte den.' })
  decision: string | null;

  @ApiProperty()
  ground: string;

  @ApiProperty({ format: 'date-time' })
  setAt: Date;
}

export class ConsultationTextDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  partKey: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ format: 'uuid' })
  documentVersionId: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty()
  note: string;

  @ApiProperty({ description: 'Den här versionen sändes ut; svaren gäller den.' })
  isSent: boolean;
}

export class ConsultationAskedDto {
  @ApiProperty({ enum: consulteeKinds })
  kind: ConsulteeKind;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  authorityId: string | null;

  @ApiProperty()
  name: string;
}

export class ConsultationPartViewDto {
  @ApiProperty({ format: 'uuid' })
  key: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  decidingBodyId: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  revisingBodyId: string | null;
}

export class ConsultationQuestionViewDto {
  @ApiProperty({ format: 'uuid' })
  key: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  partKey: string | null;
}

export class ConsultationAddresseeDto {
  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  bodyId: string | null;

  @ApiProperty()
  name: string;
}

export class ConsultationCompilationDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ format: 'date-time' })
  compiledAt: Date;

  @ApiProperty({ description: 'Inget svar har tillkommit sedan den gjordes.' })
  isCurrent: boolean;
}

export class ConsultationDto extends OpenedConsultationDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  officerId: string | null;

  @ApiProperty({ type: String, nullable: true })
  commitmentReference: string | null;

  @ApiProperty({
    enum: stages,
    description: 'Vad versionen gäller: utsändning, ny svarstid eller redovisning av svaren.',
  })
  stage: Stage;

  @ApiProperty()
  title: string;

  @ApiProperty()
  purpose: string;

  @ApiProperty()
  background: string;

  @ApiProperty({ type: ConsultationAddresseeDto })
  addressee: ConsultationAddresseeDto;

  @ApiProperty()
  place: string;

  @ApiProperty()
  channel: string;

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty({ type: String, nullable: true })
  replyByTime: string | null;

  @ApiProperty({ type: ConsultationAskedDto, isArray: true })
  consultees: readonly ConsultationAskedDto[];

  @ApiProperty({ type: ConsultationPartViewDto, isArray: true })
  parts: readonly ConsultationPartViewDto[];

  @ApiProperty({ type: ConsultationQuestionViewDto, isArray: true })
  questions: readonly ConsultationQuestionViewDto[];

  @ApiProperty({ description: 'Varför svarstiden föreslås ändrad.' })
  reason: string;

  @ApiProperty({ description: 'Vad svaren säger, i korthet.' })
  report: string;

  @ApiProperty({
    type: ConsultationDeadlineDto,
    isArray: true,
    description: 'Den första är den ursprungliga, den sista den gällande.',
  })
  deadlines: ConsultationDeadlineDto[];

  @ApiProperty({ type: ConsultationTextDto, isArray: true })
  texts: ConsultationTextDto[];

  @ApiProperty({ type: String, nullable: true, format: 'date' })
  sentDay: string | null;

  @ApiProperty({ type: String, nullable: true })
  sentElsewhere: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  coverLetterId: string | null;

  @ApiProperty({ type: ConsultationCompilationDto, isArray: true })
  compilations: ConsultationCompilationDto[];

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];
}
