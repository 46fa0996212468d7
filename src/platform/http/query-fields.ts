/** Fields of a query. A parameter is text; what it stands for is checked here and read in the controller. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { parseInstant } from '../../kernel/deadline.js';
import { Checked, faultOf, faultSeparator } from './fields.js';

const years = { min: 1900, max: 2199 };

/** An instant in RFC 3339 with an offset. */
export function InstantField(description: string): PropertyDecorator {
  return applyDecorators(
    Checked('instant', (value) => faultOf(() => parseInstant(value)), { optional: true }) as never,
    ApiProperty({ type: String, format: 'date-time', required: false, description }) as never,
  );
}

/** Four digits. */
export function YearField(description?: string): PropertyDecorator {
  const check = (value: unknown): string | undefined =>
    typeof value === 'string' && /^(19|20|21)[0-9]{2}$/.test(value)
      ? undefined
      : `range${faultSeparator}År anges med fyra siffror, ${years.min} till ${years.max}.`;
  return applyDecorators(
    Checked('year', check, { optional: true }) as never,
    ApiProperty({
      type: 'integer',
      required: false,
      minimum: years.min,
      maximum: years.max,
      ...(description === undefined ? {} : { description }),
    }) as never,
  );
}

/** `true`, or left out. */
export function FlagField(description: string): PropertyDecorator {
  const check = (value: unknown): string | undefined =>
    value === 'true' ? undefined : `enum${faultSeparator}Värdet ska vara true, eller utelämnas.`;
  return applyDecorators(
    Checked('flag', check, { optional: true }) as never,
    ApiProperty({ type: String, enum: ['true'], required: false, description }) as never,
  );
}
