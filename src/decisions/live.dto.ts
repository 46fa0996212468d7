/** What those in the meeting, and others in its authority, see while it goes on. */
import { ApiProperty } from '@nestjs/swagger';
import { QuorumDto, RosterDto } from './conduct.dto.js';
import { itemStates } from './meeting.rules.js';
import { NextDto } from './deliberation.dto.js';
import { outcomes } from './subject-handler.js';

export class LiveItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: itemStates })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({
    type: String,
    enum: outcomes,
    nullable: true,
    description: 'Vad förslaget i ärendet ber organet om: den sista i beslutsgången avgör, en tidigare tillstyrker.',
  })
  proposedOutcome: string | null;

  @ApiProperty({ type: String, nullable: true })
  outcome: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  minuteItem: number | null;
}

export class LiveBallotDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  stage: string;

  @ApiProperty({ enum: ['open', 'closed'] })
  status: string;

  @ApiProperty()
  isSecret: boolean;

  @ApiProperty({ type: String, isArray: true })
  alternatives: string[];

  @ApiProperty({ type: 'integer' })
  electors: number;

  @ApiProperty({
    type: 'integer',
    description: 'Hur många som har röstat; vad de röstade visas först när omröstningen är avslutad.',
  })
  voted: number;

  @ApiProperty({ type: Object, nullable: true })
  counts: object | null;

  @ApiProperty({ type: String, nullable: true })
  winner: string | null;

  @ApiProperty({ type: String, nullable: true })
  tieBreak: string | null;
}

export class LiveCurrentDto {
  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: Object, isArray: true })
  claims: object[];

  @ApiProperty({ type: NextDto })
  next: NextDto;

  @ApiProperty({ type: QuorumDto })
  quorum: QuorumDto;

  @ApiProperty({ type: RosterDto, description: 'Vilka som tjänstgör i just det här ärendet.' })
  roster: RosterDto;

  @ApiProperty({ type: LiveBallotDto, isArray: true })
  ballots: LiveBallotDto[];
}

export class LiveDto {
  @ApiProperty({ format: 'uuid' })
  meetingId: string;

  @ApiProperty()
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  chairId: string | null;

  @ApiProperty({ type: RosterDto })
  roster: RosterDto;

  @ApiProperty({ type: QuorumDto })
  quorum: QuorumDto;

  @ApiProperty({ type: LiveItemDto, isArray: true })
  items: LiveItemDto[];

  @ApiProperty({ type: LiveCurrentDto, nullable: true })
  current: LiveCurrentDto | null;
}
