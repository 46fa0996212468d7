/** Requests and answers of dispatch. */
import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, IdListField, ListField, TextField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { type Direction, directions } from './dispatch.queries.js';
import { dispatchStates, type DispatchStatus } from './dispatch.rules.js';

export class DispatchRecipientDto {
  @IdField({ optional: true, description: 'Myndighet i registret.' })
  authorityId?: string;

  @TextField({ max: 300, optional: true, description: 'Den som inte finns i registret.', example: 'Polisområde Syd' })
  name?: string;
}

export class SendDto {
  @ListField(() => DispatchRecipientDto, {
    max: 100,
    optional: true,
    description: 'Utelämnad: de som ärendet självt anger under ”beslutet skickas till”.',
  })
  recipients?: DispatchRecipientDto[];

  @IdListField({ max: 200, optional: true, description: 'Handlingar i ärendet som följer med utdraget.' })
  attachments?: string[];
}

export class DispatchQueryDto extends PageQueryDto {
  @ChoiceField({ of: directions, optional: true, description: 'Till eller från den egna myndigheten.' })
  direction?: Direction;

  @ChoiceField({ of: dispatchStates, optional: true })
  status?: DispatchStatus;

  @IdField({ optional: true })
  agendaItemId?: string;
}

export class RegisterDispatchDto {
  @IdField({ optional: true, description: 'Eget öppet ärende; utelämnat öppnas ett nytt.' })
  matterId?: string;
}

class AttachmentDto {
  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ format: 'uuid', description: 'Den filversion som skickades.' })
  versionId: string;

  @ApiProperty({ type: 'integer', description: 'Handlingsnummer hos avsändaren.' })
  number: number;

  @ApiProperty()
  kind: string;

  @ApiProperty()
  title: string;
}

class WithheldDto {
  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  title: string;

  @ApiProperty({ example: '26 kap. 1 § OSL' })
  provision: string;
}

class SentItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  recipientAuthorityId: string | null;

  @ApiProperty()
  recipientName: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class SentDto {
  @ApiProperty({ type: SentItemDto, isArray: true })
  items: SentItemDto[];

  @ApiProperty({ type: AttachmentDto, isArray: true })
  attachments: AttachmentDto[];

  @ApiProperty({ type: WithheldDto, isArray: true, description: 'Sekretessmarkerade handlingar som inte följde med.' })
  withheld: WithheldDto[];

  @ApiProperty({ type: String, isArray: true })
  warnings: string[];
}

class OwnMatterDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty()
  title: string;
}

class RegisteredAsDto {
  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'KS-2023-12' })
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ type: 'integer' })
  documentNumber: number;
}

export class DispatchDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: dispatchStates })
  status: DispatchStatus;

  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ format: 'uuid' })
  decisionId: string;

  @ApiProperty({ format: 'uuid' })
  minutesId: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'ASN-2023-5446', description: 'Avsändarens diarienummer.' })
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  outcome: string;

  @ApiProperty({ type: 'integer' })
  minuteItem: number;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  recipientAuthorityId: string | null;

  @ApiProperty()
  recipientName: string;

  @ApiProperty({ type: String, format: 'date-time' })
  sentAt: Date;

  @ApiProperty({ type: AttachmentDto, isArray: true })
  attachments: AttachmentDto[];

  @ApiProperty({ type: 'integer' })
  withheldCount: number;

  @ApiProperty({ type: WithheldDto, isArray: true, description: 'Bara för avsändaren.' })
  withheld: WithheldDto[];

  @ApiProperty({ type: OwnMatterDto, isArray: true, description: 'Egna ärenden som redan har avsändarens nummer.' })
  suggestedMatters: OwnMatterDto[];

  @ApiProperty({ type: RegisteredAsDto, nullable: true })
  registered: RegisteredAsDto | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class DispatchPageDto extends PageDto {
  @ApiProperty({ type: DispatchDto, isArray: true })
  items: DispatchDto[];
}

export class RegisteredDispatchDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: dispatchStates })
  status: DispatchStatus;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'KS-2023-12' })
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ type: 'integer' })
  documentNumber: number;

  @ApiProperty({ type: 'integer' })
  version: number;
}
