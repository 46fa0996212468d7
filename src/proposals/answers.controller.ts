/** What the answers to a call add up to, over HTTP. Stands here and not in calls, which does not know proposals. */
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import { invitationStatuses } from '../calls/call.rules.js';
import { TotalsDto } from '../funding/totals.dto.js';
import { Act } from '../platform/http/act.decorator.js';
import { AmountDto } from '../platform/http/fields.js';
import { CurrentActor, IdPipe } from '../platform/http/request-context.js';
import { AnswersQueries } from './answers.queries.js';
import { proposalStatuses } from './proposal.rules.js';

export class AnsweringProposalDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: proposalStatuses })
  status: string;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;
}

export class CallAnswerDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({ enum: invitationStatuses })
  status: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  receivedAt: string | null;

  @ApiProperty()
  isLate: boolean;

  @ApiProperty({ type: AmountDto, description: 'Begärt hittills.' })
  requested: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Godkänt av nämnden.' })
  approved: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Fördelat av kommunstyrelsen.' })
  allocated: AmountDto;

  @ApiProperty({ type: AnsweringProposalDto, isArray: true })
  proposals: AnsweringProposalDto[];
}

export class CallAnswersDto {
  @ApiProperty({ format: 'uuid' })
  callId: string;

  @ApiProperty({ type: CallAnswerDto, isArray: true })
  answers: CallAnswerDto[];

  @ApiProperty({ type: TotalsDto, description: 'Summorna mot källornas tak, som i GET /api/v1/totals?callId=…' })
  totals: TotalsDto;
}

@ApiTags('calls')
@Controller('api/v1/calls')
export class AnswersController {
  constructor(private readonly queries: AnswersQueries) {}

  @Get(':id/answers')
  @Act('totals.read')
  @ApiOperation({ summary: 'Svaren på en begäran: per nämnd, och mot källornas tak' })
  @ApiOkResponse({ type: CallAnswersDto })
  answers(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.of(actor, id);
  }
}
