/** Requests about consultees, their answers and links. */
import { ChoiceField, DayField, IdField, ListField, TextField, TimeField } from '../platform/http/fields.js';
import { InstantField } from '../platform/http/query-fields.js';
import { type ReplyLevel, replyLevels, type Stance, stances } from './reply.rules.js';

export const replyTextMax = 200_000;
const short = 300;

export class ReceiveConsultationDto {
  @InstantField('När den kom in, om den kom på papper innan den stämplades här; annars nu.')
  receivedAt?: string;
}

export class AssignConsulteeDto {
  @IdField({ description: 'Handläggaren.' })
  officerId: string;

  @DayField({ optional: true, description: 'När förslaget ska vara klart, internt.' })
  draftDueDay?: string;

  @IdField({ optional: true, description: 'Det egna sammanträde som ska anta yttrandet.' })
  meetingId?: string;
}

export class DeclineConsultationDto {
  @TextField({ max: 2_000, multiline: true, optional: true })
  note?: string;
}

export class ExtendConsulteeDto {
  @DayField()
  replyByDay: string;

  @TimeField({ optional: true, description: 'Utan klockslag räknas hela dagen.' })
  replyByTime?: string;

  @TextField({ max: 2_000, multiline: true, description: 'Varför anståndet ges.' })
  reason: string;

  @DayField({ optional: true, description: 'Dagen det gavs, när det antecknas i efterhand.' })
  grantedDay?: string;
}

export class ReplyPositionDto {
  @IdField({ description: 'Frågans nyckel.' })
  questionKey: string;

  @ChoiceField({ of: stances })
  stance: Stance;

  @TextField({
    max: 10_000,
    multiline: true,
    allowEmpty: true,
    optional: true,
    description: 'Stället i svaret, ordagrant; får utelämnas bara för noView.',
  })
  quote?: string;
}

export class ReplyReservationDto {
  @TextField({ max: short })
  name: string;

  @TextField({ max: 60, optional: true })
  party?: string;

  @TextField({ max: 10_000, multiline: true, optional: true })
  reasons?: string;
}

abstract class ReplyFieldsDto {
  @ChoiceField({
    of: replyLevels,
    description: 'adopted: antaget av nämnden eller styrelsen; official: på tjänstemannanivå.',
  })
  level: ReplyLevel;

  @TextField({ max: short, optional: true, description: 'Remissinstansens eget diarienummer.' })
  ownNumber?: string;

  @TextField({ max: short, optional: true, description: 'Vem som har undertecknat.' })
  signatory?: string;

  @ListField(() => ReplyReservationDto, {
    max: 100,
    optional: true,
    description: 'Reservationer som följer med svaret.',
  })
  reservations?: ReplyReservationDto[];

  @ListField(() => ReplyPositionDto, { max: 50, optional: true, description: 'Ståndpunkt per fråga.' })
  positions?: ReplyPositionDto[];
}

export class RegisterReplyDto extends ReplyFieldsDto {
  @TextField({ max: replyTextMax, multiline: true, description: 'Svarets hela text.' })
  text: string;

  @InstantField('När svaret kom in, om inte nu.')
  receivedAt?: string;

  @TextField({ max: short, optional: true, description: 'Hur det kom in, t.ex. med post.' })
  notedElsewhere?: string;

  @IdField({ optional: true, description: 'Svaret som redan är registrerat som inkommen handling i ärendet.' })
  documentId?: string;
}

export class SendBackDto {
  @InstantField('När svaret lämnades, om det skedde på annat håll.')
  receivedAt?: string;

  @TextField({ max: short, optional: true, description: 'Hur det lämnades då.' })
  notedElsewhere?: string;
}

export class WritePositionsDto {
  @ListField(() => ReplyPositionDto, { max: 50, min: 1 })
  positions: ReplyPositionDto[];
}

export class MakeLinkDto {
  @DayField({ optional: true, description: 'Sista dag länken gäller; annars 30 dagar efter svarstiden.' })
  expiresDay?: string;
}

export class LinkSecretDto {
  @TextField({ max: 200, description: 'Hemligheten sist i länken.' })
  secret: string;
}

export class LinkTextDto extends LinkSecretDto {
  @IdField({ description: 'En av handlingarna i remissen.' })
  documentVersionId: string;
}

export class LinkReplyDto extends ReplyFieldsDto {
  @TextField({
    max: replyTextMax,
    multiline: true,
    optional: true,
    description: 'Svarets hela text; får utelämnas när svaret är en fil.',
  })
  text?: string;

  @TextField({ max: 200, description: 'Hemligheten sist i länken.' })
  secret: string;
}

export class OpinionInputDto {
  @TextField({ max: short, optional: true })
  title?: string;

  @TextField({
    max: replyTextMax,
    multiline: true,
    allowEmpty: true,
    optional: true,
    description: 'Stycken skiljs åt med en tom rad.',
  })
  text?: string;

  @ListField(() => ReplyPositionDto, {
    max: 50,
    optional: true,
    description: 'Ståndpunkt per fråga, med stället i texten.',
  })
  positions?: ReplyPositionDto[];
}
