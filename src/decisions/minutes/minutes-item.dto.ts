/** One paragraph of minutes as answered; `minutes.content.ts` says what each part means. */
import { ApiProperty } from '@nestjs/swagger';
import { outcomes } from '../subject-handler.js';

const nullableText = { type: String, nullable: true } as const;
const nullableNumber = { type: 'integer', nullable: true } as const;
const numbers = { type: 'integer', isArray: true } as const;

export class PersonRefDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ ...nullableText, description: 'Parti, normaliserat.', example: 'S' })
  party: string | null;
}

const person = { type: () => PersonRefDto } as const;
const people = { type: () => PersonRefDto, isArray: true } as const;

export class MinutesChangeDto {
  @ApiProperty()
  path: string;

  @ApiProperty({ description: 'Vad som ändras, i ord.' })
  label: string;

  @ApiProperty({ example: '5625000.00' })
  old: string;

  @ApiProperty({ example: '5200000.00' })
  new: string;

  @ApiProperty({ description: 'Värdena är kronor.' })
  isAmount: boolean;

  @ApiProperty({ ...person, nullable: true })
  mover: PersonRefDto | null;
}

const changes = { type: () => MinutesChangeDto, isArray: true } as const;

export class MinutesDisqualificationDto {
  @ApiProperty(person)
  person: PersonRefDto;

  @ApiProperty({ enum: ['reported', 'disputed', 'declared', 'dismissed'] })
  status: string;
}

export class MinutesPointDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  type: string;

  @ApiProperty()
  text: string;
}

export class MinutesClaimDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: ['formal', 'material', 'addOn'] })
  kind: string;

  @ApiProperty({ enum: outcomes })
  outcome: string;

  @ApiProperty({ description: 'Förslaget som det står i ärendet.' })
  isStanding: boolean;

  @ApiProperty({ ...person, nullable: true })
  mover: PersonRefDto | null;

  @ApiProperty(people)
  supporters: PersonRefDto[];

  @ApiProperty(nullableText)
  text: string | null;

  @ApiProperty(nullableText)
  reasons: string | null;

  @ApiProperty({ ...nullableText, description: 'Varför ordföranden vägrade ställa proposition (KL 5 kap. 57 §).' })
  refusedGround: string | null;

  @ApiProperty(changes)
  changes: MinutesChangeDto[];
}

export class MinutesVotesDto {
  @ApiProperty({ description: 'Yrkandets id, eller no.' })
  choice: string;

  @ApiProperty(nullableNumber)
  claimNumber: number | null;

  @ApiProperty({ type: 'integer' })
  votes: number;

  @ApiProperty({ ...people, description: 'Tom vid sluten omröstning.' })
  voters: PersonRefDto[];
}

export class MinutesAbstainedDto {
  @ApiProperty({ type: 'integer' })
  votes: number;

  @ApiProperty(people)
  voters: PersonRefDto[];
}

/** An acclamation has `found` and `ballotDemandedBy`; a ballot has the rest. */
export class MinutesPuttingDto {
  @ApiProperty({ enum: ['acclamation', 'ballot'] })
  by: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: ['formal', 'material', 'counter', 'main', 'addOn', 'election'] })
  stage: string;

  @ApiProperty({ ...numbers, description: 'Yrkandenas nummer.' })
  alternatives: number[];

  @ApiProperty({ ...nullableNumber, required: false, description: 'Yrkandet ordföranden fann bifallet; null är nej.' })
  found?: number | null;

  @ApiProperty({ ...person, required: false, nullable: true })
  ballotDemandedBy?: PersonRefDto | null;

  @ApiProperty({ format: 'uuid', required: false })
  ballotId?: string;

  @ApiProperty({ required: false })
  isSecret?: boolean;

  @ApiProperty({ ...person, required: false })
  chair?: PersonRefDto;

  @ApiProperty({ type: 'integer', required: false, description: 'Röstberättigade.' })
  electors?: number;

  @ApiProperty({ type: () => MinutesVotesDto, isArray: true, required: false })
  results?: MinutesVotesDto[];

  @ApiProperty({ type: () => MinutesAbstainedDto, required: false })
  abstained?: MinutesAbstainedDto;

  @ApiProperty({ ...people, required: false, description: 'Uppropade som inte avgav någon röst.' })
  silent?: PersonRefDto[];

  @ApiProperty({ ...people, required: false, description: 'Ledamöter vars plats ingen innehade.' })
  absent?: PersonRefDto[];

  @ApiProperty({ ...nullableNumber, required: false })
  winner?: number | null;

  @ApiProperty({ ...nullableText, enum: ['castingVote', 'lot'], required: false })
  tieBreak?: string | null;

  @ApiProperty({ required: false, description: 'Bifallet av en tredjedel (KL 5 kap. 50 §).' })
  isMinority?: boolean;
}

export class MinutesParticipantDto extends PersonRefDto {
  @ApiProperty({ enum: ['member', 'substitute'] })
  seat: string;

  @ApiProperty({ ...person, nullable: true })
  servesFor: PersonRefDto | null;

  @ApiProperty({ enum: ['onSite', 'remote'] })
  mode: string;
}

export class MinutesQuorumDto {
  @ApiProperty({ type: 'integer' })
  members: number;

  @ApiProperty({ type: 'integer' })
  needed: number;

  @ApiProperty({ type: 'integer' })
  serving: number;

  @ApiProperty()
  isReached: boolean;

  @ApiProperty(nullableText)
  exception: string | null;
}

export class MinutesDecisionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ enum: outcomes })
  outcome: string;

  @ApiProperty({ example: 'bifalla' })
  outcomeWord: string;

  @ApiProperty({ ...nullableText, description: 'Beslutet i organets egna ord.' })
  restated: string | null;

  @ApiProperty({ ...nullableText, description: 'Vem som har berett ärendet (KL 5 kap. 26–28 §§).' })
  preparation: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Vad som beslutades utöver förslaget.' })
  added: string | null;

  @ApiProperty(nullableText)
  reasons: string | null;

  @ApiProperty({ ...nullableNumber, description: 'Yrkandet som bifölls.' })
  claimNumber: number | null;

  @ApiProperty({ ...nullableText, enum: ['acclamation', 'ballot'] })
  settledBy: string | null;

  @ApiProperty(changes)
  changes: MinutesChangeDto[];

  @ApiProperty()
  isMinority: boolean;

  @ApiProperty()
  isAppealable: boolean;

  @ApiProperty(nullableText)
  appealableGround: string | null;

  @ApiProperty({ type: () => MinutesQuorumDto, nullable: true })
  quorum: MinutesQuorumDto | null;

  @ApiProperty({ type: () => MinutesParticipantDto, isArray: true })
  participants: MinutesParticipantDto[];
}

export class MinutesReservationDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty(person)
  person: PersonRefDto;

  @ApiProperty(nullableText)
  reasons: string | null;

  @ApiProperty({ description: 'Skriftliga skäl krävs av reglementet och har inte lämnats.' })
  lacksReasons: boolean;
}

export class MinutesStatementDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty(person)
  person: PersonRefDto;

  @ApiProperty()
  text: string;
}
