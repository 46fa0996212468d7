/** Requests about associations and their applications. */
import {
  AmountDto,
  AmountField,
  ChoiceField,
  DayField,
  EmailField,
  IdField,
  IntegerField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { InstantField } from '../../platform/http/query-fields.js';
import { type PaymentKind, paymentKinds } from '../association.rules.js';
import { applicationStatuses, type ApplicationStatus } from './application.rules.js';
import { delegatedOutcomes } from './delegated-award.service.js';

export const purposeMax = 20_000;

export class ChangeAssociationDto {
  @TextField({ max: 300, optional: true })
  name?: string;

  @EmailField({ optional: true, nullable: true, description: 'Föreningens egen adress, inte en persons.' })
  email?: string | null;

  @ChoiceField({ of: paymentKinds, optional: true, description: 'Anges tillsammans med numret.' })
  paymentKind?: PaymentKind;

  @TextField({ max: 20, optional: true, description: 'Bankgiro- eller plusgironummer.', example: '5050-1055' })
  paymentNumber?: string;
}

export class NewAssociationDto extends ChangeAssociationDto {
  @TextField({ max: 20, description: 'Tio siffror; kontrollsiffran prövas.', example: '802999-0002' })
  organisationNumber: string;

  @TextField({ max: 300, example: 'Idrottsföreningen Exempel' })
  override name: string;
}

export class AssociationQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Del av namnet, eller början av numret.' })
  text?: string;
}

export class NewApplicationDto {
  @IdField({ description: 'Utlysningen.' })
  callId: string;

  @IdField({ description: 'Föreningen i registret.' })
  associationId: string;
}

export class ApplicationQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  callId?: string;

  @IdField({ optional: true })
  associationId?: string;

  @ChoiceField({ of: applicationStatuses, optional: true })
  status?: ApplicationStatus;
}

export class ApplicationContentDto {
  @TextField({ max: 300, description: 'Vad bidraget gäller.', example: 'Sommarläger för ungdomar' })
  title: string;

  @TextField({ max: purposeMax, multiline: true, description: 'Vad pengarna ska användas till.' })
  purpose: string;

  @AmountField({ description: 'Det sökta beloppet.' })
  appliedAmount: AmountDto;

  @IntegerField({ min: 1900, max: 2199, description: 'Året bidraget gäller; ett av utlysningens.' })
  year: number;

  @IntegerField({ min: 0, max: 10_000_000, optional: true, description: 'Antal medlemmar.' })
  memberCount?: number;

  @TextField({ max: 300, optional: true, description: 'Den som undertecknar för föreningen.' })
  signatory?: string;
}

export class ReceiveApplicationDto extends ApplicationContentDto {
  @InstantField('När den kom in, om den kom på annat sätt än genom länken.')
  receivedAt?: string;

  @TextField({ max: 300, optional: true, description: 'Hur den kom in; krävs när tidpunkten anges.' })
  notedElsewhere?: string;
}

export class MakeApplicationLinkDto {
  @DayField({ optional: true, description: 'Sista dagen länken fungerar; annars 30 dagar efter ansökningstiden.' })
  expiresDay?: string;
}

export class ApplicationSecretDto {
  @TextField({ max: 200, description: 'Hemligheten sist i länken.' })
  secret: string;
}

export class ApplyByLinkDto extends ApplicationContentDto {
  @TextField({ max: 200, description: 'Hemligheten sist i länken.' })
  secret: string;
}

export class WithdrawByLinkDto extends ApplicationSecretDto {
  @TextField({ max: 2_000, multiline: true, description: 'Varför ansökan återtas.' })
  reason: string;
}

export class WithdrawApplicationDto {
  @TextField({ max: 2_000, multiline: true, description: 'Varför ansökan återtas.' })
  reason: string;
}

export class ReviewApplicationDto {
  @IdField({ optional: true, description: 'Källan; behövs bara när utlysningen har flera.' })
  sourceId?: string;
}

export class DelegatedAwardDto {
  @ChoiceField({ of: delegatedOutcomes })
  outcome: (typeof delegatedOutcomes)[number];

  @IdField({ description: 'Nämnden som delegaten beslutar för.' })
  bodyId: string;

  @TextField({ max: 20, description: 'Punkten i delegationsordningen; av slaget grants.', example: '3.2' })
  ruleNumber: string;

  @DayField()
  decidedDay: string;

  @IdField({ optional: true, description: 'Den som beslutade; den inloggade om inget anges.' })
  decidedById?: string;

  @TextField({ max: 5_000, multiline: true, optional: true, description: 'Skälen; krävs vid avslag (FL 32 §).' })
  reasons?: string;
}
