/** Fields that several of the goals' requests share. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Read } from '../platform/http/field-rules.js';
import { BooleanField, ChoiceField, IntegerField, ListField, TextField } from '../platform/http/fields.js';
import { type RichBlockKind, richBlockKinds } from './rich-text.rules.js';

const year = { min: 1990, max: 2199, example: 2019 } as const;

export const YearField = (optional = false): PropertyDecorator => IntegerField({ ...year, optional });

/** A query holds text; what is not four digits stays text and is refused as such. */
const wholeNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : value;

export const YearQueryField = (optional = true): PropertyDecorator =>
  applyDecorators(Read(wholeNumber) as never, IntegerField({ ...year, optional }) as never);

/** `true` or `false` in a query. */
export const FlagQueryField = (description: string): PropertyDecorator =>
  applyDecorators(
    Read((value) => (value === 'true' ? true : value === 'false' ? false : value)) as never,
    BooleanField({ optional: true, description }) as never,
  );

/** A number with at most four decimals, as text: it is never rounded on the way. */
export const DecimalField = (description: string): PropertyDecorator =>
  TextField({ max: 20, optional: true, pattern: /^-?[0-9]{1,14}(\.[0-9]{1,4})?$/, description, example: '9.5' });

export class RichRunDto {
  @TextField({ max: 20_000, multiline: true, allowEmpty: true, example: 'CTC' })
  text: string;

  @BooleanField({ optional: true, description: 'Fetstil.' })
  bold?: boolean;

  @BooleanField({ optional: true, description: 'Kursiv.' })
  italic?: boolean;
}

export class RichItemDto {
  @ListField(() => RichRunDto, { max: 200, description: 'Texten i sina delar; fet och kursiv text är egna delar.' })
  runs: RichRunDto[];
}

/** Rich text in parts. There is no HTML in it, and markup in a text is shown as text. */
export class RichBlockDto {
  @ChoiceField({ of: richBlockKinds })
  kind: RichBlockKind;

  @ListField(() => RichItemDto, { max: 200, description: 'Ett stycke har en del, en lista en per punkt.' })
  items: RichItemDto[];
}

export class StatusViewDto {
  @ApiProperty({ enum: ['achieved', 'partly', 'notAchieved', 'notMeasured', 'unknown'] })
  value: string;

  @ApiProperty({ example: 'Delvis uppnått' })
  text: string;

  @ApiProperty({ enum: ['circle', 'diamond', 'square', 'ring', 'questionMark'] })
  shape: string;

  @ApiProperty({ example: '◆' })
  symbol: string;
}
