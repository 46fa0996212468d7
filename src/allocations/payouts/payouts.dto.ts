/** Requests and answers about payout lists. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto, ChoiceField, DayField, IdField, TextField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { type DocumentFormat, documentFormats } from '../../platform/rendering/document-model.js';
import { paymentKinds } from '../../proposals/association.rules.js';
import { payoutStatuses, type PayoutStatus } from './payout.rules.js';

export class NewPayoutListDto {
  @IdField({ description: 'Utlysningen vars beviljade bidrag ska betalas ut.' })
  callId: string;
}

export class PayoutQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  callId?: string;

  @ChoiceField({ of: payoutStatuses, optional: true })
  status?: PayoutStatus;
}

export class PayoutDocumentQueryDto {
  @ChoiceField({ of: documentFormats, optional: true, description: 'pdf om inget anges.' })
  format?: DocumentFormat;
}

export class PaidPayoutDto {
  @DayField({ description: 'Dagen banken betalade ut.' })
  paidDay: string;

  @TextField({ max: 60, optional: true, description: 'Verifikationens nummer.' })
  voucher?: string;
}

export class CancelPayoutDto {
  @TextField({ max: 2_000, multiline: true, description: 'Varför listan makuleras.' })
  reason: string;
}

export class PayoutStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: payoutStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class PreparedPayoutDto extends PayoutStateDto {
  @ApiProperty({ type: 'integer', description: 'Listans nummer i utlysningen.' })
  number: number;

  @ApiProperty({ type: 'integer' })
  rows: number;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ type: String, isArray: true, description: 'Föreningar utan konto; de väntar på nästa lista.' })
  withoutAccount: string[];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Föreningar vars beslut inte får verkställas än, med skälet; de väntar på en senare lista (R-40).',
  })
  notExecutable: string[];
}

export class PayoutHeadDto extends PayoutStateDto {
  @ApiProperty({ format: 'uuid' })
  callId: string;

  @ApiProperty()
  callTitle: string;

  @ApiProperty({ description: 'Utlysningens ärende.' })
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ format: 'date-time' })
  preparedAt: Date;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  paidDay: string | null;
}

export class PayoutItemDto extends PayoutHeadDto {
  @ApiProperty({ type: 'integer' })
  rows: number;
}

export class PayoutPageDto extends PageDto {
  @ApiProperty({ type: PayoutItemDto, isArray: true })
  items: PayoutItemDto[];
}

export class PayoutRowDto {
  @ApiProperty({ format: 'uuid' })
  applicationId: string;

  @ApiProperty({ description: 'Ansökans ärende.' })
  registrationNumber: string;

  @ApiProperty()
  associationName: string;

  @ApiProperty()
  organisationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: paymentKinds })
  paymentKind: string;

  @ApiProperty({ example: '5050-1055' })
  paymentNumber: string;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Kostnaden, när den är betald.' })
  actualCostId: string | null;
}

export class PayoutDto extends PayoutHeadDto {
  @ApiProperty()
  preparedBy: string;

  @ApiProperty({ type: String, nullable: true })
  attestedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  attestedAt: Date | null;

  @ApiProperty({ type: String, nullable: true })
  voucher: string | null;

  @ApiProperty({ type: String, nullable: true })
  cancelledReason: string | null;

  @ApiProperty({ type: PayoutRowDto, isArray: true })
  rows: PayoutRowDto[];

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];
}
