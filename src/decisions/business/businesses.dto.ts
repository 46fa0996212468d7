/** Requests and answers about business. */
import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, ListField, TextField, TextListField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { type BusinessKind, businessKinds, type BusinessStatus, businessStatuses } from './business.rules.js';
import { DecidedVersionDto } from '../decided-version.dto.js';
import { contentLimits, type PointType, pointTypes } from './content.rules.js';

export class BusinessPointDto {
  @ChoiceField({ of: pointTypes })
  type: PointType;

  @TextField({ max: contentLimits.point, multiline: true, example: 'Nämnden anser motionen besvarad.' })
  text: string;
}

export class BusinessRecipientDto {
  @IdField({ optional: true, description: 'En myndighet i registret …' })
  authorityId?: string;

  @TextField({ max: 300, optional: true, description: '… eller någon annan, med namn.' })
  name?: string;
}

/** Each field may be left out and is then left as it is; a list that is sent replaces the whole list. */
export class ChangeBusinessDto {
  @TextField({ max: contentLimits.title, optional: true })
  title?: string;

  @TextField({ max: contentLimits.background, multiline: true, allowEmpty: true, optional: true })
  background?: string;

  @ListField(() => BusinessPointDto, {
    max: contentLimits.points,
    optional: true,
    description: 'Förslag till beslut, i ordning; punkterna numreras från 1.',
  })
  decisionPoints?: BusinessPointDto[];

  @TextListField({ max: 100, itemMax: 500, optional: true, description: 'Beslutsunderlag.' })
  decisionBasis?: string[];

  @ListField(() => BusinessRecipientDto, { max: 100, optional: true, description: 'Beslutet skickas till.' })
  dispatchList?: BusinessRecipientDto[];

  @TextListField({ max: 200, itemMax: 200, optional: true, description: 'De som är nominerade; bara vid val.' })
  nominees?: string[];
}

export class NewBusinessDto extends ChangeBusinessDto {
  @ChoiceField({ of: businessKinds })
  kind: BusinessKind;

  @IdField({ description: 'Myndigheten i vars diarium ärendet öppnas.' })
  authorityId: string;

  @TextField({ max: contentLimits.title, example: 'Motion om trygga skolvägar' })
  override title: string;

  @IdField({ optional: true, description: 'Organet ärendet väcks i. Krävs för motion och ledamotsinitiativ.' })
  bodyId?: string;

  @IdField({
    optional: true,
    description: 'Den som väcker ärendet. En förtroendevald väcker i eget namn och lämnar fältet tomt.',
  })
  moverId?: string;
}

export class BusinessQueryDto extends PageQueryDto {
  @ChoiceField({ of: businessKinds, optional: true })
  kind?: BusinessKind;

  @ChoiceField({ of: businessStatuses, optional: true })
  status?: BusinessStatus;

  @IdField({ optional: true })
  authorityId?: string;

  @IdField({ optional: true })
  matterId?: string;
}

export class BusinessStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: businessStatuses })
  status: string;

  @ApiProperty({ type: 'integer', description: 'Innehållets version; den organen ser.' })
  versionNumber: number;

  @ApiProperty({ type: 'integer', description: 'Postens version, för If-Match.' })
  version: number;
}

export class BusinessCreatedDto extends BusinessStateDto {
  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'KF-2023-12' })
  registrationNumber: string;
}

export class BusinessItemDto extends BusinessCreatedDto {
  @ApiProperty({ enum: businessKinds })
  kind: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  bodyId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  moverId: string | null;

  @ApiProperty({ format: 'date' })
  raisedDay: string;
}

export class BusinessPageDto extends PageDto {
  @ApiProperty({ type: BusinessItemDto, isArray: true })
  items: BusinessItemDto[];
}

export class BusinessPointViewDto {
  @ApiProperty({ enum: pointTypes })
  type: string;

  @ApiProperty()
  text: string;
}

export class BusinessRecipientViewDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorityId: string | null;

  @ApiProperty()
  name: string;
}

export class BusinessDto extends BusinessItemDto {
  @ApiProperty()
  background: string;

  @ApiProperty({ type: BusinessPointViewDto, isArray: true })
  decisionPoints: BusinessPointViewDto[];

  @ApiProperty({ type: String, isArray: true })
  decisionBasis: string[];

  @ApiProperty({ type: BusinessRecipientViewDto, isArray: true })
  dispatchList: BusinessRecipientViewDto[];

  @ApiProperty({ type: String, isArray: true })
  nominees: string[];

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: DecidedVersionDto, isArray: true })
  versions: DecidedVersionDto[];
}
