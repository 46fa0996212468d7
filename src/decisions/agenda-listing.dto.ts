/** Requests and answers about what is ready for an agenda, and putting it there. */
import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, IdListField, ListField } from '../platform/http/fields.js';
import { PageDto } from '../platform/http/page.dto.js';
import { type SubjectKind, subjectKinds } from './subject-handler.js';

export class ListedSubjectDto {
  @ChoiceField({ of: subjectKinds })
  subjectKind: SubjectKind;

  @IdField()
  subjectId: string;
}

export class ListOnAgendaDto {
  @ListField(() => ListedSubjectDto, { min: 1, max: 100, description: 'I den ordning de ska stå på dagordningen.' })
  items: ListedSubjectDto[];

  @IdListField({
    max: 10,
    optional: true,
    description: 'Sammanträden dessförinnan, i ordning, med organ som bereder ärendena; utelämnat: inga.',
  })
  beforeMeetingIds?: string[];
}

export class ListedOnAgendaDto {
  @ApiProperty({ type: String, format: 'uuid', isArray: true, description: 'I den ordning de begärdes.' })
  agendaItemIds: string[];
}

export class ReadyMatterDto {
  @ApiProperty({ enum: subjectKinds })
  subjectKind: SubjectKind;

  @ApiProperty({ format: 'uuid' })
  subjectId: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({ format: 'date' })
  openedDay: string;
}

export class ReadyMatterPageDto extends PageDto {
  @ApiProperty({ type: ReadyMatterDto, isArray: true })
  items: ReadyMatterDto[];
}
