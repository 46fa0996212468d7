import { ApiProperty } from '@nestjs/swagger';
import { type Role, roles } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { ChoiceField, DayField, EmailField, IdField, IntegerField, TextField } from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { FlagField } from '../platform/http/query-fields.js';
import { type BodyKind, bodyKinds } from './organisation.rules.js';

export class NewAuthorityDto {
  @TextField({ max: 8, pattern: /^[A-ZÅÄÖ]{1,8}$/, description: 'Inleder diarienumren.', example: 'ASN' })
  code: string;

  @TextField({ max: 200, example: 'Arbetsmarknads- och socialnämnden' })
  name: string;

  @TextField({ max: 200, example: 'Arbetsmarknads- och socialförvaltningen' })
  administrationName: string;

  @TextField({ max: 11, pattern: /^[0-9]{6}-[0-9]{4}$/, optional: true, nullable: true })
  organisationNumber?: string | null;

  @DayField()
  validFrom: Day;
}

export class NewBodyDto {
  @IdField()
  authorityId: string;

  @ChoiceField({ of: bodyKinds })
  kind: BodyKind;

  @TextField({ max: 200 })
  name: string;

  @TextField({ max: 30, description: 'Unikt kortnamn.', example: 'ASN AU' })
  shortName: string;

  @DayField()
  validFrom: Day;
}

export class NewPersonDto {
  @TextField({ max: 200 })
  name: string;

  @TextField({ max: 200, optional: true, nullable: true })
  title?: string | null;

  @EmailField({ optional: true, nullable: true })
  email?: string | null;
}

export class NewAppointmentDto {
  @IdField()
  personId: string;

  @ChoiceField({ of: roles })
  role: Role;

  @IdField({ optional: true, nullable: true, description: 'Utelämnas när organet anges.' })
  authorityId?: string | null;

  @IdField({ optional: true, nullable: true })
  bodyId?: string | null;

  @DayField()
  fromDay: Day;

  @DayField({ optional: true, nullable: true, description: 'Sista dagen; utelämnad gäller uppdraget tills vidare.' })
  toDay?: Day | null;

  @TextField({
    max: 20,
    optional: true,
    nullable: true,
    description: 'Parti, för en plats i ett organ.',
    example: '(S)',
  })
  party?: string | null;

  @IntegerField({ min: 1, max: 400, optional: true, nullable: true, description: 'Ersättarens plats i turordningen.' })
  callingOrder?: number | null;
}

export class SeatDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'S' })
  party: string | null;

  @ApiProperty({ enum: ['member', 'substitute'] })
  seat: string;

  @ApiProperty({ type: String, nullable: true, enum: ['chair', 'viceChair'] })
  presidium: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  callingOrder: number | null;
}

export class SeatsDto {
  @ApiProperty({ type: SeatDto, isArray: true })
  seats: SeatDto[];
}

export class SeatsQueryDto {
  @DayField({ optional: true, description: 'Vilken dag; idag när den utelämnas.' })
  onDay?: Day;
}

export class EndingDto {
  @DayField({ description: 'Sista dagen.' })
  lastDay: Day;
}

export class EndingWithSuccessorDto extends EndingDto {
  @IdField({ optional: true, nullable: true })
  successorId?: string | null;
}

export class AuthorityQueryDto extends PageQueryDto {
  @DayField({ optional: true, description: 'Bara det som finns den dagen.' })
  onDay?: Day;
}

export class BodyQueryDto extends AuthorityQueryDto {
  @IdField({ optional: true })
  authorityId?: string;
}

export class AppointmentQueryDto extends BodyQueryDto {
  @IdField({ optional: true })
  personId?: string;

  @IdField({ optional: true })
  bodyId?: string;
}

export class PersonQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Del av namnet.' })
  q?: string;

  @FlagField('Också de som inte längre är i tjänst; ingen tas bort.')
  alsoDeactivated?: string;
}

export class CreatedIdDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

class AuthorityDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;

  @ApiProperty()
  administrationName: string;

  @ApiProperty({ type: String, nullable: true })
  organisationNumber: string | null;

  @ApiProperty({ type: String, format: 'date' })
  validFrom: Day;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validTo: Day | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  successorId: string | null;
}

class BodyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ enum: bodyKinds })
  kind: BodyKind;

  @ApiProperty()
  name: string;

  @ApiProperty()
  shortName: string;

  @ApiProperty({ type: String, format: 'date' })
  validFrom: Day;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validTo: Day | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  successorId: string | null;
}

class PersonDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Sedan när personen inte kan logga in; null för den som är i tjänst.',
  })
  deactivatedAt: Date | null;
}

class AppointmentDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty()
  personName: string;

  @ApiProperty({ enum: roles })
  role: Role;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorityId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  bodyId: string | null;

  @ApiProperty({ type: String, format: 'date' })
  fromDay: Day;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  toDay: Day | null;

  @ApiProperty({ type: String, nullable: true })
  party: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  callingOrder: number | null;
}

export class AuthorityPageDto extends PageDto {
  @ApiProperty({ type: [AuthorityDto] })
  items: AuthorityDto[];
}

export class BodyPageDto extends PageDto {
  @ApiProperty({ type: [BodyDto] })
  items: BodyDto[];
}

export class PersonPageDto extends PageDto {
  @ApiProperty({ type: [PersonDto] })
  items: PersonDto[];
}

export class AppointmentPageDto extends PageDto {
  @ApiProperty({ type: [AppointmentDto] })
  items: AppointmentDto[];
}
