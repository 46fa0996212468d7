import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/day.js';
import { parseInstant } from '../kernel/deadline.js';
import { Checked, ChoiceField, faultOf, IdField, TextField } from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { documentDirections, type DocumentDirection, documentKinds } from './registry.rules.js';

const InstantField =
  (description: string): PropertyDecorator =>
  (target, key) => {
    Checked('instant', (value) => faultOf(() => parseInstant(value)), { optional: true })(target, key);
    const example = '2023-04-11T09:30:00+02:00';
    ApiProperty({ type: String, format: 'date-time', required: false, description, example })(target, key);
  };

export class NewMatterDto {
  @IdField()
  authorityId: string;

  @TextField({ max: 500, description: 'Ärendemening: kort och offentlig (OSL 5 kap. 2 §).' })
  title: string;

  @IdField({ optional: true, nullable: true })
  caseOfficerId?: string | null;
}

export class NewDocumentDto {
  @ChoiceField({ of: documentKinds })
  kind: string;

  @TextField({ max: 500 })
  title: string;

  @ChoiceField({
    of: documentDirections,
    description: 'Inkommen, upprättad, eller internt utkast som inte är allmän handling.',
  })
  direction: DocumentDirection;

  @TextField({ max: 300, optional: true, nullable: true, description: 'Avsändare eller mottagare.' })
  counterpart?: string | null;

  @InstantField('När handlingen kom in; utelämnad är det nu.')
  receivedAt?: string;

  @InstantField('När handlingen upprättades; utelämnad är det nu.')
  drawnUpAt?: string;
}

export class NewReferenceDto {
  @TextField({ max: 200, description: 'Den andra myndigheten.' })
  authorityName: string;

  @TextField({ max: 100, description: 'Dess beteckning på ärendet.', example: 'LB 539-10/78' })
  reference: string;
}

export class MatterQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Del av ärendemening eller diarienummer.' })
  q?: string;

  @TextField({ max: 40, optional: true, example: 'ASN-2023-5446' })
  registrationNumber?: string;

  @IdField({ optional: true })
  authorityId?: string;
}

export class UploadQueryDto {
  @TextField({ max: 1_000, description: 'Filens namn med ändelse.', example: 'tjänsteskrivelse.pdf' })
  fileName: string;
}

class MatterSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: ['open', 'closed'] })
  status: 'open' | 'closed';

  @ApiProperty({ type: String, format: 'date' })
  openedDay: Day;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  caseOfficerId: string | null;
}

class DocumentVersionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  fileName: string;

  @ApiProperty()
  mediaType: string;

  @ApiProperty({ type: 'integer' })
  sizeBytes: number;

  @ApiProperty({ description: 'Hexadecimalt.' })
  sha256: string;

  @ApiProperty({ format: 'date-time' })
  storedAt: string;
}

class DocumentSecrecyDto {
  @ApiProperty({ example: '26 kap. 1 § OSL' })
  provision: string;

  @ApiProperty({ type: String, format: 'date' })
  markedDay: Day;

  @ApiProperty({ format: 'uuid', description: 'Myndigheten som har gjort markeringen.' })
  authorityId: string;
}

class DocumentDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'Handlingsnummer i ärendet.' })
  number: number;

  @ApiProperty()
  kind: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: documentDirections })
  direction: DocumentDirection;

  @ApiProperty({ type: String, nullable: true })
  counterpart: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  receivedAt: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  drawnUpAt: Date | null;

  @ApiProperty({ type: String, format: 'date-time' })
  registeredAt: Date;

  @ApiProperty({
    type: DocumentSecrecyDto,
    nullable: true,
    description: 'Sekretessmarkering som gäller. För andra myndigheter visas då varken titel, motpart eller filer.',
  })
  secrecy: DocumentSecrecyDto | null;

  @ApiProperty({ type: [DocumentVersionDto] })
  versions: DocumentVersionDto[];
}

class ReferenceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty()
  reference: string;

  @ApiProperty({ type: String, format: 'date-time' })
  recordedAt: Date;
}

export class MatterDto extends MatterSummaryDto {
  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: [DocumentDto], description: 'De första handlingarna; resten hämtas sida för sida.' })
  documents: DocumentDto[];

  @ApiProperty({ type: 'integer' })
  documentsTotal: number;

  @ApiProperty({ type: [ReferenceDto] })
  externalReferences: ReferenceDto[];
}

export class MatterPageDto extends PageDto {
  @ApiProperty({ type: [MatterSummaryDto] })
  items: MatterSummaryDto[];
}

export class DocumentPageDto extends PageDto {
  @ApiProperty({ type: [DocumentDto] })
  items: DocumentDto[];
}

export class RegisteredMatterDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;
}

export class RegisteredDocumentDto {
  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ type: 'integer' })
  number: number;
}

export class StoredVersionDto {
  @ApiProperty({ format: 'uuid' })
  versionId: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  fileName: string;

  @ApiProperty()
  mediaType: string;

  @ApiProperty({ type: 'integer' })
  sizeBytes: number;

  @ApiProperty()
  sha256: string;
}

export class AddedReferenceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
}
