/** What is answered about delegation. */
import { ApiProperty } from '@nestjs/swagger';
import { roles } from '../../kernel/actor.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { categories, delegateKinds, reportings } from './delegation.rules.js';

export class SchemeCreatedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class DelegateViewDto {
  @ApiProperty({ enum: delegateKinds })
  kind: string;

  @ApiProperty({ enum: roles, required: false })
  role?: string;

  @ApiProperty({ format: 'uuid', required: false })
  bodyId?: string;

  @ApiProperty({ format: 'uuid', required: false })
  personId?: string;

  @ApiProperty({ required: false, description: 'Utskottets, ledamotens eller ersättarens namn.' })
  name?: string;
}

export class RuleViewDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  number: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ enum: categories })
  category: string;

  @ApiProperty({ type: DelegateViewDto })
  delegate: DelegateViewDto;

  @ApiProperty({ type: String, nullable: true })
  provision: string | null;

  @ApiProperty()
  isAppealable: boolean;

  @ApiProperty({ enum: reportings })
  reporting: string;

  @ApiProperty({ description: 'Den inloggade är delegat enligt punkten den dagen.' })
  isOwn: boolean;
}

class DeciderDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty()
  name: string;
}

export class DeciderPageDto extends PageDto {
  @ApiProperty({ type: DeciderDto, isArray: true })
  items: DeciderDto[];
}

export class SchemeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty({ format: 'date' })
  fromDay: string;

  @ApiProperty()
  ground: string;

  @ApiProperty({ type: RuleViewDto, isArray: true })
  rules: RuleViewDto[];
}

export class DecisionRecordedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: 'integer', description: 'Löpande per organ och år, utan luckor.' })
  number: number;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class DelegatedNoticeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  postedDay: string;

  @ApiProperty({ format: 'date', description: 'Sista dagen att överklaga.' })
  appealEndDay: string;
}

export class DelegatedDecisionDto extends DecisionRecordedDto {
  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty({ format: 'date' })
  decidedDay: string;

  @ApiProperty()
  isUrgent: boolean;

  @ApiProperty({ description: 'Rör en enskild.' })
  aboutIndividual: boolean;

  @ApiProperty({ type: String, nullable: true })
  ruleNumber: string | null;

  @ApiProperty({ type: String, nullable: true })
  ruleDescription: string | null;

  @ApiProperty({ enum: reportings })
  reporting: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  matterId: string | null;

  @ApiProperty({ type: String, nullable: true })
  registrationNumber: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Tomt för ett automatiserat beslut.' })
  decidedById: string | null;

  @ApiProperty({ type: String, nullable: true })
  decidedByName: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Tomt när det rör en enskild och läses från en annan myndighet.',
  })
  text: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Anmälningsärendet, när beslutet är anmält.',
  })
  reportedInId: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Sammanträdet där det anmäls.' })
  reportedDay: string | null;

  @ApiProperty({ description: 'Protokollförs särskilt och går att överklaga, så det anslås för sig (KL 6 kap. 40 §).' })
  isToBeAnnounced: boolean;

  @ApiProperty({ type: DelegatedNoticeDto, nullable: true, description: 'Anslaget, när det har satts upp.' })
  announcement: DelegatedNoticeDto | null;

  @ApiProperty({ description: 'Brådskande, och nästa sammanträde fick inte veta det (KL 6 kap. 39 §).' })
  isOverdue: boolean;
}

export class DelegatedDecisionPageDto extends PageDto {
  @ApiProperty({ type: DelegatedDecisionDto, isArray: true })
  items: DelegatedDecisionDto[];
}

export class DelegationReportDto {
  @ApiProperty({ format: 'uuid' })
  businessId: string;

  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ type: 'integer', description: 'Antal anmälda beslut.' })
  decisions: number;
}
