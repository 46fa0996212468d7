/** Requests of minutes, and the answers that are not a whole document. */
import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { notFound } from '../../kernel/errors.js';
import { ChoiceField, DayField, IdField, IdListField, TextField } from '../../platform/http/fields.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { documentFormats, type DocumentFormat } from '../../platform/rendering/document-model.js';
import { itemSlots, meetingSlots, minutesStatuses } from './minutes.rules.js';

/** Part of the address, so that one that does not exist is not found. */
@Injectable()
export class MeetingSlotPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!(meetingSlots as readonly string[]).includes(value)) throw notFound('Textblocket');
    return value;
  }
}

@Injectable()
export class ItemSlotPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!(itemSlots as readonly string[]).includes(value)) throw notFound('Textblocket');
    return value;
  }
}

export class WriteTextDto {
  @TextField({
    max: 50_000,
    multiline: true,
    allowEmpty: true,
    description: 'Sparas tecken för tecken som den skrivs; tom text tömmer blocket.',
  })
  text: string;
}

export class ChooseAdjustersDto {
  @IdListField({ max: 10, min: 1, description: 'Justerare utöver ordföranden.' })
  personIds: string[];
}

export class NameStandInDto {
  @IdField({ description: 'Den som skulle ha justerat men inte kan.' })
  hinderedId: string;

  @IdField({ description: 'Den som justerar i stället; ska ha tjänstgjort vid sammanträdet.' })
  personId: string;

  @TextField({
    max: 500,
    description:
      'Hur den som justerar i stället är utsedd. Trycks i protokollet; skriv inte varför någon har förhinder.',
    example: 'Vald till ersättare för justerare, § 2',
  })
  ground: string;
}

export class SignMinutesDto {
  @ChoiceField({
    of: ['signedIn', 'paper'],
    description: 'Själv inloggad, eller på papper och infört av sekreteraren.',
  })
  method: 'signedIn' | 'paper';

  @DayField({ optional: true, description: 'Dagen på papperet; inloggad är det alltid i dag.' })
  signedDay?: string;

  @IdField({ optional: true, description: 'Vem som har skrivit under på papper.' })
  personId?: string;
}

export class AdjustImmediatelyDto {
  @IdListField({ max: 200, min: 1, description: 'Avgjorda ärenden på sammanträdets dagordning.' })
  agendaItemIds: string[];

  @DayField({
    optional: true,
    description:
      'Dagen ordförande och justerare skrev under på papper. Utan den sänds protokollet till dem för underskrift.',
  })
  signedDay?: string;
}

export class CorrectMinutesDto {
  @IdField({ optional: true, description: 'Ärendet rättelsen gäller; utan det gäller den protokollet i övrigt.' })
  agendaItemId?: string;

  @TextField({ max: 10_000, multiline: true, description: 'Det som står.' })
  stood: string;

  @TextField({ max: 10_000, multiline: true, description: 'Det som ska stå.' })
  shallStand: string;

  @TextField({ max: 2_000, multiline: true, description: 'Varför det är fel.' })
  ground: string;
}

export class MinutesDocumentQueryDto {
  @ChoiceField({ of: documentFormats, optional: true })
  format: DocumentFormat = 'pdf';
}

export class WrittenTextDto {
  @ApiProperty({ format: 'uuid' })
  meetingId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agendaItemId: string | null;

  @ApiProperty({ enum: [...meetingSlots, ...itemSlots] })
  slot: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class TextDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agendaItemId: string | null;

  @ApiProperty({ enum: [...meetingSlots, ...itemSlots] })
  slot: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: String, nullable: true })
  writtenBy: string | null;

  @ApiProperty({ format: 'date-time' })
  writtenAt: Date;
}

export class TextPageDto extends PageDto {
  @ApiProperty({ type: TextDto, isArray: true })
  items: TextDto[];
}

export class MinutesSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  meetingId: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'date', description: 'Sammanträdesdag.' })
  day: string;

  @ApiProperty({ type: 'integer', description: 'Vilket av sammanträdets protokoll, från 1.' })
  number: number;

  @ApiProperty({ enum: ['ordinary', 'immediate'] })
  kind: string;

  @ApiProperty({ enum: minutesStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: Date, nullable: true })
  sentAt: Date | null;

  @ApiProperty({ format: 'date', description: 'Sista dag att justera: 14 dagar efter sammanträdet (KL 5 kap. 69 §).' })
  adjustBy: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  adjustedDay: string | null;

  @ApiProperty({ type: 'integer', description: 'Dagar efter den sista dagen; 0 i tid.' })
  lateDays: number;
}

export class MinutesPageDto extends PageDto {
  @ApiProperty({ type: MinutesSummaryDto, isArray: true })
  items: MinutesSummaryDto[];
}
