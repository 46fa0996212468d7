/** What a settlement answers, and the year it is asked for. */
import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { notFound } from '../../kernel/errors.js';
import { AmountDto } from '../../platform/http/fields.js';
import { MomentDto } from '../../platform/http/moment.dto.js';
import { settlementOutcomes } from './cost.rules.js';

/** A year in a path. What cannot be one has no settlement. */
@Injectable()
export class YearPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^(?:19|20|21)\d\d$/.test(value)) throw notFound('Källan det året');
    return Number(value);
  }
}

const id = { type: String, format: 'uuid' } as const;

class UseDto {
  @ApiProperty({ type: AmountDto })
  allocated: AmountDto;

  @ApiProperty({ type: AmountDto })
  used: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Det fördelningen täcker: det mindre av de två.' })
  eligible: AmountDto;

  @ApiProperty({ type: AmountDto })
  unspent: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Faller på nämndens egen ram (R-11).' })
  overspend: AmountDto;
}

class UseSumDto extends UseDto {
  @ApiProperty({ type: AmountDto, nullable: true, description: 'Utbetalt men aldrig fördelat.' })
  unallocated: AmountDto | null;

  @ApiProperty({
    type: AmountDto,
    nullable: true,
    description: 'Förslag till återbetalning; under noll har för lite betalats ut.',
  })
  proposedRepayment: AmountDto | null;
}

class DoubleFinancingDto {
  @ApiProperty({ type: String, isArray: true })
  otherSources: string[];

  @ApiProperty()
  detail: string;

  @ApiProperty({ type: String, nullable: true })
  legalNote: string | null;
}

class SettlementLineDto extends UseDto {
  @ApiProperty(id)
  proposalId: string;

  @ApiProperty(id)
  measureKey: string;

  @ApiProperty({ type: String, nullable: true })
  measureTitle: string | null;

  @ApiProperty(id)
  authorityId: string;

  @ApiProperty()
  authorityCode: string;

  @ApiProperty({
    type: AmountDto,
    description: 'Egna medel som lämnat året när det avräknades: åter till styrelsen eller över till nästa år.',
  })
  returned: AmountDto;

  @ApiProperty({ type: DoubleFinancingDto, nullable: true })
  doubleFinancing: DoubleFinancingDto | null;
}

class CommitteeSumDto extends UseSumDto {
  @ApiProperty(id)
  authorityId: string;

  @ApiProperty()
  authorityCode: string;
}

class SettledDto {
  @ApiProperty({ enum: settlementOutcomes })
  outcome: string;

  @ApiProperty({ ...id, nullable: true })
  decisionId: string | null;

  @ApiProperty({ type: AmountDto, description: 'Vad som lämnade året genom huvudboken.' })
  moved: AmountDto;

  @ApiProperty({ type: String, format: 'date-time' })
  recordedAt: string;
}

export class SettlementDto extends MomentDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty()
  sourceName: string;

  @ApiProperty()
  kind: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: ['all', 'own'], description: 'Hela källan, eller bara de egna nämndernas rader.' })
  reach: string;

  @ApiProperty({ type: SettlementLineDto, isArray: true })
  lines: SettlementLineDto[];

  @ApiProperty({ type: CommitteeSumDto, isArray: true })
  committees: CommitteeSumDto[];

  @ApiProperty({ type: UseSumDto })
  sum: UseSumDto;

  @ApiProperty({ type: AmountDto, nullable: true })
  requisitioned: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  paid: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  repaid: AmountDto | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Utbetalt är bidragsgrundande kostnad plus återbetalt (R-09).',
  })
  balances: boolean | null;

  @ApiProperty({ type: SettledDto, nullable: true })
  settled: SettledDto | null;
}
