/** When and where a meeting was held and who was there, as answered; `minutes.content.ts` says what each part means. */
import { ApiProperty } from '@nestjs/swagger';
import { bodyKinds } from '../subject-handler.js';
import { PersonRefDto } from './minutes-item.dto.js';

const nullableText = { type: String, nullable: true } as const;
const nullableNumber = { type: 'integer', nullable: true } as const;
const numbers = { type: 'integer', isArray: true } as const;

export class MinutesBodyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: bodyKinds })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;
}

export class MinutesPauseDto {
  @ApiProperty(nullableText)
  from: string | null;

  @ApiProperty(nullableText)
  to: string | null;
}

export class MinutesMeetingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty(nullableText)
  place: string | null;

  @ApiProperty({ ...nullableText, example: '14:00' })
  openedAt: string | null;

  @ApiProperty({ ...nullableText, example: '15:00' })
  closedAt: string | null;

  @ApiProperty({ type: () => MinutesPauseDto, isArray: true })
  pauses: MinutesPauseDto[];
}

export class MinutesChairDto {
  @ApiProperty({ type: () => PersonRefDto })
  person: PersonRefDto;

  @ApiProperty(numbers)
  minuteItems: number[];
}

export class MinutesIntervalDto {
  @ApiProperty(nullableText)
  arrivedAt: string | null;

  @ApiProperty(nullableText)
  leftAt: string | null;

  @ApiProperty(nullableNumber)
  arrivedDuring: number | null;

  @ApiProperty(nullableNumber)
  leftDuring: number | null;

  @ApiProperty({ enum: ['onSite', 'remote'] })
  mode: string;

  @ApiProperty()
  isOver: boolean;
}

const intervals = { type: () => MinutesIntervalDto, isArray: true } as const;

export class MinutesServedForDto {
  @ApiProperty({ type: () => PersonRefDto })
  member: PersonRefDto;

  @ApiProperty(numbers)
  minuteItems: number[];
}

export class MinutesAttendeeDto extends PersonRefDto {
  @ApiProperty({ ...nullableText, enum: ['chair', 'viceChair'] })
  presidium: string | null;

  @ApiProperty(intervals)
  intervals: MinutesIntervalDto[];

  @ApiProperty({ ...numbers, description: 'Paragrafer personen deltog i.' })
  minuteItems: number[];

  @ApiProperty({ type: () => MinutesServedForDto, isArray: true, description: 'För vem en ersättare tjänstgjorde.' })
  servedFor: MinutesServedForDto[];
}

export class MinutesGuestDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty(nullableText)
  title: string | null;

  @ApiProperty(intervals)
  intervals: MinutesIntervalDto[];
}
