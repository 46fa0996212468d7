/** Requests and answers of one item being dealt with: disqualification, claims, putting, ballots, dissent. */
import { ApiProperty } from '@nestjs/swagger';
import {
  BooleanField,
  ChoiceField,
  IdField,
  IdListField,
  IntegerField,
  ListField,
  TextField,
} from '../platform/http/fields.js';
import { VersionDto } from './conduct.dto.js';
import { PatchLineDto } from './decisions.dto.js';
import { outcomes, type DecisionOutcome } from './subject-handler.js';

export class IntroductionDto {
  @BooleanField({
    optional: true,
    description: 'Alla närvarande i fullmäktige är överens om att avgöra ett okungjort ärende.',
  })
  urgencyAgreed?: boolean;

  @BooleanField({ optional: true, description: 'Ärendet behandlas inom stängda dörrar.' })
  behindClosedDoors?: boolean;
}

export class DisqualificationDto {
  @IdField()
  personId: string;

  @ChoiceField({
    of: ['party', 'representative', 'supervision', 'otherCircumstance'],
    description: 'Grund enligt KL 6 kap. 28–29 §§.',
  })
  ground: 'party' | 'representative' | 'supervision' | 'otherCircumstance';

  @ChoiceField({ of: ['reported', 'disputed', 'declared', 'dismissed'] })
  status: 'reported' | 'disputed' | 'declared' | 'dismissed';

  @TextField({
    max: 2000,
    optional: true,
    multiline: true,
    description: 'Visas aldrig i protokoll eller för allmänheten.',
  })
  privateNote?: string;
}

export class ClaimDto {
  @ChoiceField({ of: outcomes })
  outcome: DecisionOutcome;

  @BooleanField({ optional: true, description: 'Tilläggsyrkande: läggs till det som bifalls.' })
  isAddOn?: boolean;

  @IdField({ optional: true, description: 'Vem som yrkar; den inloggade när den utelämnas.' })
  moverId?: string;

  @IdListField({ max: 100, min: 0, optional: true, description: 'Vilka som instämmer.' })
  supporterIds?: string[];

  @TextField({ max: 10_000, multiline: true, optional: true })
  text?: string;

  @TextField({ max: 10_000, multiline: true, optional: true, description: 'Krävs vid återremiss (KL 5 kap. 50 §).' })
  reasons?: string;

  @ListField(() => PatchLineDto, { max: 500, optional: true })
  patch?: PatchLineDto[];
}

export class ClaimRefusalDto {
  @TextField({
    max: 2000,
    multiline: true,
    description: 'Varför yrkandet väcker ett nytt ärende, eller inte kan ställas.',
  })
  ground: string;
}

export class ClaimMadeDto extends VersionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;
}

export class PutDto {
  @IdField({
    nullable: true,
    description: 'Yrkandet som ordföranden finner bifallet; null är nej till ett ensamt yrkande.',
  })
  found: string | null;

  @IdField({ optional: true, description: 'Den ledamot som begär omröstning.' })
  demandedBy?: string;
}

export class NextDto {
  @ApiProperty({ enum: ['put', 'ballot', 'voting', 'settled'] })
  is: string;

  @ApiProperty({ required: false, enum: ['formal', 'material', 'counter', 'main', 'addOn', 'election'] })
  stage?: string;

  @ApiProperty({ required: false, type: Object, isArray: true, description: 'Yrkandena som står på tur.' })
  alternatives?: object[];

  @ApiProperty({ required: false, format: 'uuid' })
  ballotId?: string;

  @ApiProperty({ required: false, type: Object, description: 'Vad organet har beslutat, när yrkandena är besvarade.' })
  settlement?: object;
}

export class ItemStateDto extends VersionDto {
  @ApiProperty({ type: NextDto })
  next: NextDto;
}

export class DisqualifiedDto extends VersionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class PostponedDto extends VersionDto {
  @ApiProperty({ format: 'uuid', description: 'Ärendet på den senare dagordningen.' })
  id: string;

  @ApiProperty({ format: 'date' })
  day: string;
}

export class OpenedBallotDto extends VersionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: ['formal', 'counter', 'main', 'addOn', 'election'] })
  stage: string;

  @ApiProperty()
  isSecret: boolean;

  @ApiProperty({ type: String, isArray: true, description: 'Vad man kan rösta på, utöver abstain.' })
  choices: string[];

  @ApiProperty({ type: 'integer' })
  electors: number;
}

export class VoteDto {
  @TextField({ max: 40, description: 'Id för ett yrkande, no eller abstain.' })
  choice: string;
}

export class CalledVoteDto extends VoteDto {
  @IdField()
  personId: string;
}

export class RollCallDto {
  @ListField(() => CalledVoteDto, { min: 1, max: 400 })
  votes: CalledVoteDto[];
}

export class SlipCountDto extends VoteDto {
  @IntegerField({ min: 0, max: 400 })
  votes: number;
}

export class SlipsDto {
  @IdListField({ max: 400, min: 3, description: 'Vilka som har lämnat en sedel; minst tre, så att ingens röst röjs.' })
  voterIds: string[];

  @ListField(() => SlipCountDto, { max: 201, description: 'Vad sedlarna sade; blanka är abstain.' })
  counts: SlipCountDto[];
}

export class BallotClosingDto {
  @TextField({
    max: 40,
    optional: true,
    description: 'Ordförandens utslagsröst, när ordföranden har avstått och det behövs.',
  })
  castingVote?: string;
}

export class BallotClosedDto extends ItemStateDto {
  @ApiProperty({ description: 'Det vinnande yrkandets id, eller no.' })
  winner: string;

  @ApiProperty({ type: String, nullable: true, enum: ['castingVote', 'lot'] })
  tieBreak: string | null;

  @ApiProperty({ type: Object, description: 'votes, abstained, silent, electors, isMinority' })
  count: object;
}

export class ReservationDto {
  @IdField({ optional: true })
  personId?: string;

  @TextField({ max: 10_000, multiline: true, optional: true })
  reasons?: string;
}

export class ReasonsDto {
  @TextField({ max: 10_000, multiline: true })
  reasons: string;
}

export class StatementDto {
  @IdField()
  personId: string;

  @TextField({ max: 40, optional: true })
  party?: string;

  @TextField({ max: 10_000, multiline: true })
  text: string;
}

export class MadeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
}
