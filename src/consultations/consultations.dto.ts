/** Requests about a consultation itself. */
import {
  ChoiceField,
  DayField,
  IdField,
  IntegerField,
  ListField,
  TextField,
  TimeField,
} from '../platform/http/fields.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { type ConsultationStatus, consultationStatuses } from './consultation-states.rules.js';
import { type ConsulteeKind, consulteeKinds, contentLimits } from './content.rules.js';

const { title, purpose, background, short, consultees, parts, questions } = contentLimits;

export const documentAnswers = ['json', 'pdf', 'docx'] as const;
export type DocumentAnswer = (typeof documentAnswers)[number];

export class ConsultationFormatQueryDto {
  @ChoiceField({ of: documentAnswers, optional: true, description: 'json när det utelämnas.' })
  format?: DocumentAnswer;
}

export class AskedDto {
  @ChoiceField({
    of: consulteeKinds,
    description: 'committee är en nämnd i registret; union en facklig organisation; other alla andra.',
  })
  kind: ConsulteeKind;

  @IdField({ optional: true, description: 'Nämndens myndighet; krävs för committee.' })
  authorityId?: string;

  @TextField({ max: short, optional: true, description: 'Krävs för den som inte finns i registret.' })
  name?: string;
}

export class ConsultationPartDto {
  @IdField({ optional: true, description: 'Den dels nyckel som ändras; en ny del får en ny.' })
  key?: string;

  @TextField({ max: title, example: 'Långsiktig plan' })
  title: string;

  @IdField({ optional: true, description: 'Organet som slutligt beslutar delen (B-33).' })
  decidingBodyId?: string;

  @IdField({ optional: true, description: 'Organet som får revidera delen på egen hand.' })
  revisingBodyId?: string;
}

export class ConsultationQuestionDto {
  @IdField({ optional: true, description: 'Den frågas nyckel som ändras; en ny fråga får en ny.' })
  key?: string;

  @TextField({ max: 2_000, multiline: true })
  text: string;

  @IntegerField({
    min: 1,
    max: parts,
    optional: true,
    description: 'Vilken del frågan gäller, räknat från 1; annars gäller den helheten.',
  })
  part?: number;
}

/** What both a new and a changed consultation may say. */
abstract class ConsultationFieldsDto {
  @TextField({
    max: purpose,
    multiline: true,
    allowEmpty: true,
    optional: true,
    description: 'Vad yttrandet ska avse (FL 26 §).',
  })
  purpose?: string;

  @TextField({ max: background, multiline: true, allowEmpty: true, optional: true })
  background?: string;

  @IdField({ optional: true, description: 'Organet som svaret formellt ställs till, när det finns i registret.' })
  addresseeBodyId?: string;

  @TextField({
    max: short,
    optional: true,
    description: 'Till vem svaret formellt ställs.',
    example: 'Kommunstyrelsen',
  })
  addresseeName?: string;

  @TextField({
    max: short,
    allowEmpty: true,
    optional: true,
    description: 'Var svaret lämnas.',
    example: 'Stadskontorets expedition',
  })
  place?: string;

  @TextField({
    max: short,
    allowEmpty: true,
    optional: true,
    description: 'En andra väg, t.ex. e-post till handläggaren.',
  })
  channel?: string;

  @TimeField({
    optional: true,
    nullable: true,
    description: 'Klockslag i svensk tid; utan klockslag räknas hela dagen.',
  })
  replyByTime?: string | null;

  @ListField(() => AskedDto, {
    max: consultees,
    optional: true,
    description: 'Remissinstanserna, i den ordning de står i missivet.',
  })
  consultees?: AskedDto[];

  @ListField(() => ConsultationPartDto, {
    max: parts,
    optional: true,
    description: 'Delarna av det som remissen gäller.',
  })
  parts?: ConsultationPartDto[];

  @ListField(() => ConsultationQuestionDto, {
    max: questions,
    optional: true,
    description: 'Frågor eller avsnitt som svaren ställs samman efter.',
  })
  questions?: ConsultationQuestionDto[];

  @IdField({ optional: true, nullable: true, description: 'Handläggande tjänsteman.' })
  officerId?: string | null;

  @TextField({
    max: short,
    optional: true,
    nullable: true,
    description: 'Åtagandet som remissen tjänar (C-78), som uppföljningen betecknar det.',
  })
  commitmentReference?: string | null;
}

export class ChangeConsultationDto extends ConsultationFieldsDto {
  @TextField({ max: title, optional: true })
  title?: string;

  @DayField({ optional: true, description: 'Sista svarsdag.' })
  replyByDay?: string;
}

export class CreateConsultationDto extends ConsultationFieldsDto {
  @IdField({ description: 'Myndigheten som frågar.' })
  authorityId: string;

  @IdField({ optional: true, description: 'Ett öppet ärende hos myndigheten; annars öppnas ett nytt.' })
  matterId?: string;

  @TextField({ max: title, example: 'Förslag till ny plan' })
  title: string;

  @DayField({ description: 'Sista svarsdag.' })
  replyByDay: string;
}

export class AddConsultationTextDto {
  @IdField({ description: 'Delens nyckel.' })
  partKey: string;

  @IdField({ description: 'Fil i remissens ärende.' })
  documentVersionId: string;

  @TextField({ max: 2_000, multiline: true, allowEmpty: true, optional: true, description: 'Vad som är ändrat.' })
  note?: string;
}

export class ConsultationTextFileQueryDto {
  @IdField({ description: 'Delens nyckel.' })
  partKey: string;

  @TextField({ max: 300, description: 'Filens namn.', example: 'plan.pdf' })
  fileName: string;

  @TextField({ max: 2_000, optional: true, description: 'Vad som är ändrat.' })
  note?: string;
}

export class SendConsultationDto {
  @TimeField({ optional: true, description: 'Klockslag som missivet lägger till den beslutade dagen (B-60).' })
  replyByTime?: string;

  @DayField({ optional: true, description: 'Dagen den sändes, när det skedde på annat håll.' })
  sentDay?: string;

  @TextField({ max: short, optional: true, description: 'Hur den sändes då.' })
  sentElsewhere?: string;
}

export class ProposeDeadlineDto {
  @DayField()
  replyByDay: string;

  @TimeField({ optional: true, description: 'Samma klockslag som nu när det utelämnas.' })
  replyByTime?: string;

  @TextField({ max: 2_000, multiline: true, description: 'Varför svarstiden ändras.' })
  reason: string;
}

export class AskMoreConsulteesDto {
  @ListField(() => AskedDto, { max: consultees, min: 1, description: 'De som tillfrågas nu, efter de andra.' })
  consultees: AskedDto[];

  @TextField({ max: 2_000, multiline: true, description: 'Varför de inte tillfrågades med de andra.' })
  reason: string;
}

export class ConsultationQueryDto extends PageQueryDto {
  @ChoiceField({ of: consultationStatuses, optional: true })
  status?: ConsultationStatus;

  @IdField({ optional: true })
  matterId?: string;
}
