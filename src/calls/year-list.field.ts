/** A list of budget years. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Checked, faultSeparator } from '../platform/http/fields.js';

const yearMin = 1900;
const yearMax = 2199;

/** Whole years, each at most once and at least one. */
export function YearListField({
  max,
  optional = false,
  ...documented
}: {
  max: number;
  optional?: boolean;
  description: string;
  example: number[];
}): PropertyDecorator {
  const fault = (code: string, detail: string): string => `${code}${faultSeparator}${detail}`;
  const check = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return fault('type', 'Värdet ska vara en lista.');
    if (value.length === 0) return fault('required', 'Listan är tom.');
    if (value.length > max) return fault('length', `Listan får ha högst ${max} poster.`);
    if (!value.every((year) => Number.isInteger(year))) return fault('type', 'Listan ska innehålla årtal.');
    if (!value.every((year: number) => year >= yearMin && year <= yearMax))
      return fault('range', `Åren ska ligga mellan ${yearMin} och ${yearMax}.`);
    return new Set(value).size === value.length ? undefined : fault('duplicate', 'Samma år står två gånger.');
  };
  return applyDecorators(
    Checked('yearList', check, { optional }) as never,
    ApiProperty({
      type: 'integer',
      isArray: true,
      maxItems: max,
      required: !optional,
      ...documented,
    } as ApiPropertyOptions) as never,
  );
}
