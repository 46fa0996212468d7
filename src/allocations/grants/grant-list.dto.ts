/** What the list of grants and years answers. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { agentStatuses } from './agent.rules.js';
import { requisitionStatuses } from './requisition.rules.js';

const id = { type: String, format: 'uuid' } as const;
const dayOrNull = { type: String, format: 'date', nullable: true } as const;

export class GrantYearItemDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty()
  sourceName: string;

  @ApiProperty()
  grantor: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  deadlineAt: string | null;

  @ApiProperty()
  deadlineHasPassed: boolean;

  @ApiProperty({ ...dayOrNull, description: 'Sista dag att anmäla ombud och räkna med svar i tid.' })
  lastDayToAskAgent: string | null;

  @ApiProperty({ type: String, enum: agentStatuses, nullable: true })
  agentStatus: string | null;

  @ApiProperty({ type: String, nullable: true })
  agentName: string | null;

  @ApiProperty({ ...dayOrNull, description: 'Villkorets dag för återrapport.' })
  reportDueDay: string | null;

  @ApiProperty({ ...dayOrNull, description: 'Sista dag att använda pengarna.' })
  useToDay: string | null;

  @ApiProperty({ ...id, nullable: true })
  requisitionId: string | null;

  @ApiProperty({ type: String, enum: requisitionStatuses, nullable: true, description: 'null: inte påbörjad.' })
  status: string | null;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Rekvisitionens belopp, inskickad eller inte.' })
  prepared: AmountDto | null;

  @ApiProperty({ type: AmountDto })
  ceiling: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Fördelat till insatser, eller reserverat för dem.' })
  reserved: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Inskickat till bidragsgivaren.' })
  requisitioned: AmountDto;

  @ApiProperty({ type: AmountDto })
  paid: AmountDto;

  @ApiProperty({ type: AmountDto })
  repaid: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Fördelat minus rekvirerat.' })
  outstanding: AmountDto;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Det rekvirerade är det fördelade.' })
  tallies: boolean | null;
}

export class GrantYearPageDto extends PageDto {
  @ApiProperty({ type: GrantYearItemDto, isArray: true })
  items: GrantYearItemDto[];
}
