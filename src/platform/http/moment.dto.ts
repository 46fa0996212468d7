/** The moment a total is asked of, in a query and in its answer. */
import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/day.js';
import type { Moment } from '../../kernel/moment.js';
import { DayField } from './fields.js';
import { InstantField } from './query-fields.js';

export class MomentQueryDto {
  @DayField({ optional: true, description: 'Vad som gällde den dagen.' })
  asOf?: Day;

  @InstantField('Vad som var känt då.')
  knownAt?: string;
}

export function momentOf({ asOf, knownAt }: Pick<MomentQueryDto, 'asOf' | 'knownAt'>): Moment {
  return { asOf, knownAt: knownAt === undefined ? undefined : new Date(knownAt) };
}

export abstract class MomentDto {
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null när ingen dag är frågad.' })
  asOf: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null när ingen tidpunkt är frågad.' })
  knownAt: string | null;
}
