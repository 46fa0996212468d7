/**
 * One decorator per kind of field. Each says at once what is accepted (class-validator) and what is documented (OpenAPI),
 * so that the two cannot drift apart. A fault carries a code and a sentence that says what would be right.
 */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { registerDecorator, ValidateNested, type ValidationArguments, type ValidationOptions } from 'class-validator';
import { parseDay } from '../../kernel/day.js';
import { parseLocalTime } from '../../kernel/deadline.js';
import { DomainError } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { Read, rule } from './field-rules.js';

/** Code and detail travel through class-validator's one message string; `validation.ts` takes them apart. */
export const faultSeparator = '\u0001';
const fault = (code: string, detail: string): string => `${code}${faultSeparator}${detail}`;

interface Common {
  /** May be left out. Left out is not null: a PATCH leaves the field as it is. */
  optional?: boolean;
  /** May be null, which empties the field. */
  nullable?: boolean;
  description?: string;
  example?: unknown;
}

/** Runs a parser or rule and turns what it refuses into a fault of this field. Null and absent are judged by `required`. */
export function Checked(
  name: string,
  check: (value: unknown) => string | undefined,
  { optional, nullable }: Common,
): PropertyDecorator {
  const verdict = (value: unknown): string | undefined => {
    if (value === undefined) return optional ? undefined : fault('required', 'Uppgiften saknas.');
    if (value === null) return nullable ? undefined : fault('required', 'Uppgiften saknas.');
    return check(value);
  };
  return (target, propertyKey) => {
    rule({ verdict })(target, propertyKey);
    const options: ValidationOptions = { message: (args: ValidationArguments) => verdict(args.value) ?? '' };
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyKey),
      options,
      validator: { validate: (value: unknown) => verdict(value) === undefined },
    });
  };
}

export function faultOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return fault(error.errors?.[0]?.code ?? error.code ?? 'format', error.message);
    throw error;
  }
}

function documented(common: Common, options: ApiPropertyOptions): PropertyDecorator {
  return ApiProperty({
    required: common.optional !== true,
    ...(common.nullable ? { nullable: true } : {}),
    ...(common.description === undefined ? {} : { description: common.description }),
    ...(common.example === undefined ? {} : { example: common.example }),
    ...options,
  } as ApiPropertyOptions);
}

/** Control characters, and the invisible ones that make two different names look the same. Line breaks only where allowed. */
const controlCharacter =
  /(?![\n\r\t])\p{Cc}|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;
const lineBreak = /[\n\r\t\u2028\u2029]/;

/** One spelling per letter (NFC), so that what looks the same is the same; other values are left to the rule. */
function Normalised(): PropertyDecorator {
  const nfc = (value: unknown): unknown => (typeof value === 'string' ? value.normalize('NFC') : value);
  return Read((value) => (Array.isArray(value) ? value.map(nfc) : nfc(value)));
}

/** A text of at most `max` characters (code points), not blank. Surrounding space is taken off by the service that stores it. */
export function TextField(
  options: Common & { max: number; multiline?: boolean; allowEmpty?: boolean; pattern?: RegExp },
): PropertyDecorator {
  const check = (value: unknown): string | undefined => {
    if (typeof value !== 'string') return fault('type', 'Värdet ska vara en text.');
    if (value.length > options.max * 2 || [...value].length > options.max)
      return fault('length', `Texten får ha högst ${options.max} tecken.`);
    if (!options.allowEmpty && value.trim() === '') return fault('required', 'Texten är tom.');
    if (controlCharacter.test(value) || (!options.multiline && lineBreak.test(value)))
      return fault('control-character', 'Texten innehåller styrtecken eller osynliga tecken.');
    if (options.pattern !== undefined && !options.pattern.test(value))
      return fault('format', `Texten ska ha formen ${options.pattern.source}.`);
    return undefined;
  };
  return applyDecorators(
    Normalised() as never,
    Checked('text', check, options) as never,
    documented(options, {
      type: String,
      maxLength: options.max,
      ...(options.pattern ? { pattern: options.pattern.source } : {}),
    }) as never,
  );
}

/** An e-mail address; the domain may be written with å, ä, ö (IDN, A-02). */
export function EmailField(options: Common = {}): PropertyDecorator {
  const check = (value: unknown): string | undefined =>
    isEmailAddress(value) ? undefined : fault('email', 'Ange en e-postadress.');
  return applyDecorators(
    Checked('email', check, options) as never,
    documented(options, { type: String, format: 'email' }) as never,
  );
}

const emailAddress = /^[^\s@"<>,;:\\()[\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,250}[\p{L}\p{N}])?\.[\p{L}]{2,24}$/u;

/** As the field asks; for the doors that have no fields. */
export function isEmailAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 254 && emailAddress.test(value);
}

/** A calendar day, `YYYY-MM-DD`. */
export function DayField(options: Common = {}): PropertyDecorator {
  const check = (value: unknown): string | undefined => faultOf(() => parseDay(value));
  return applyDecorators(
    Checked('day', check, options) as never,
    documented(options, { type: String, format: 'date', example: '2023-04-26' }) as never,
  );
}

/** A local time of day in Europe/Stockholm, `HH:MM`. */
export function TimeField(options: Common = {}): PropertyDecorator {
  const check = (value: unknown): string | undefined => faultOf(() => parseLocalTime(value as string));
  return applyDecorators(
    Checked('time', check, options) as never,
    documented(options, { type: String, pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', example: '12:00' }) as never,
  );
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id of something that exists; lower-case UUID. */
export function IdField(options: Common = {}): PropertyDecorator {
  const check = (value: unknown): string | undefined =>
    typeof value === 'string' && uuid.test(value) ? undefined : fault('id-format', 'Ange ett id (UUID med gemener).');
  return applyDecorators(
    Checked('id', check, options) as never,
    documented(options, { type: String, format: 'uuid' }) as never,
  );
}

/** A whole number in a closed range. */
export function IntegerField(options: Common & { min: number; max: number }): PropertyDecorator {
  const check = (value: unknown): string | undefined => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return fault('type', 'Värdet ska vara ett heltal.');
    return value >= options.min && value <= options.max
      ? undefined
      : fault('range', `Värdet ska ligga mellan ${options.min} och ${options.max}.`);
  };
  return applyDecorators(
    Checked('integer', check, options) as never,
    documented(options, { type: 'integer', minimum: options.min, maximum: options.max }) as never,
  );
}

/** True or false; neither 0, 1 nor a word for them. */
export function BooleanField(options: Common = {}): PropertyDecorator {
  const check = (value: unknown): string | undefined =>
    typeof value === 'boolean' ? undefined : fault('type', 'Värdet ska vara true eller false.');
  return applyDecorators(Checked('boolean', check, options) as never, documented(options, { type: Boolean }) as never);
}

/** One of a closed list. */
export function ChoiceField(options: Common & { of: readonly string[] }): PropertyDecorator {
  const check = (value: unknown): string | undefined =>
    typeof value === 'string' && options.of.includes(value)
      ? undefined
      : fault('enum', `Värdet ska vara ett av ${options.of.join(', ')}.`);
  return applyDecorators(
    Checked('choice', check, options) as never,
    documented(options, { type: String, enum: [...options.of] }) as never,
  );
}

/** A list of texts; of a closed list each at most once. */
export function TextListField(
  options: Common & { max: number; itemMax: number; of?: readonly string[]; min?: number },
): PropertyDecorator {
  const check = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return fault('type', 'Värdet ska vara en lista.');
    if (value.length > options.max) return fault('length', `Listan får ha högst ${options.max} poster.`);
    if (value.length < (options.min ?? 0)) return fault('required', 'Listan är tom.');
    for (const item of value) {
      if (typeof item !== 'string' || item.trim() === '') return fault('type', 'Listan ska innehålla texter.');
      if ([...item].length > options.itemMax)
        return fault('length', `Varje text får ha högst ${options.itemMax} tecken.`);
      if (controlCharacter.test(item) || lineBreak.test(item))
        return fault('control-character', 'En text innehåller styrtecken.');
      if (options.of !== undefined && !options.of.includes(item))
        return fault('enum', `Varje värde ska vara ett av ${options.of.join(', ')}.`);
    }
    if (options.of !== undefined && new Set(value).size !== value.length)
      return fault('duplicate', 'Samma värde står två gånger.');
    return undefined;
  };
  return applyDecorators(
    Normalised() as never,
    Checked('textList', check, options) as never,
    documented(options, {
      type: String,
      isArray: true,
      maxItems: options.max,
      ...(options.of ? { enum: [...options.of] } : {}),
    } as ApiPropertyOptions) as never,
  );
}

/** A list of ids, each at most once. */
export function IdListField(options: Common & { max: number; min?: number }): PropertyDecorator {
  const check = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return fault('type', 'Värdet ska vara en lista.');
    if (value.length > options.max) return fault('length', `Listan får ha högst ${options.max} poster.`);
    if (value.length < (options.min ?? 0)) return fault('required', 'Listan är tom.');
    if (!value.every((item) => typeof item === 'string' && uuid.test(item)))
      return fault('id-format', 'Listan ska innehålla id (UUID).');
    return new Set(value).size === value.length ? undefined : fault('duplicate', 'Samma id står två gånger.');
  };
  return applyDecorators(
    Checked('idList', check, options) as never,
    documented(options, {
      type: String,
      format: 'uuid',
      isArray: true,
      maxItems: options.max,
    } as ApiPropertyOptions) as never,
  );
}

/** A list of nested objects. */
export function ListField(
  type: () => new () => object,
  options: Common & { max: number; min?: number },
): PropertyDecorator {
  const check = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return fault('type', 'Värdet ska vara en lista.');
    if (value.length < (options.min ?? 0)) return fault('required', 'Listan är tom.');
    if (value.length > options.max) return fault('length', `Listan får ha högst ${options.max} poster.`);
    return value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
      ? undefined
      : fault('type', 'Listan ska innehålla objekt.');
  };
  return applyDecorators(
    Checked('list', check, options) as never,
    // One more than allowed is enough to say so; the rest of a far too long list is not worth judging.
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value) && value.length > options.max ? value.slice(0, options.max + 1) : value,
    ) as never,
    rule({ nested: type }) as never,
    ValidateNested({ each: true }) as never,
    Type(type) as never,
    documented(options, { type: () => [type()], maxItems: options.max } as ApiPropertyOptions) as never,
  );
}

/** An amount on the wire. */
export class AmountDto {
  @ApiProperty({ type: String, pattern: '^(0|[1-9][0-9]{0,11})(\\.[0-9]{2})?$', example: '5625000.00' })
  amount: string;

  @ApiProperty({ type: String, enum: ['SEK'], example: 'SEK' })
  currency: string;
}

interface AmountRule {
  allowZero?: boolean;
  allowNegative?: boolean;
}

/** An amount, `{"amount": "5625000.00", "currency": "SEK"}`; never a number, never rounded. */
export function AmountField(options: Common & AmountRule = {}): PropertyDecorator {
  const check = (value: unknown): string | undefined => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return fault('amount-type', 'Ange beloppet som {"amount": "5625000.00", "currency": "SEK"}.');
    const { amount, currency, ...rest } = value as Record<string, unknown>;
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined)
      return fault('unknown-property', `Fältet '${unknown.slice(0, 60)}' finns inte i ett belopp.`);
    return (
      faultOf(() => Money.parse(amount, '', options)) ??
      (currency === 'SEK' ? undefined : fault('currency', 'Valutan ska vara SEK.'))
    );
  };
  return applyDecorators(
    Checked('amount', check, options) as never,
    documented(options, { type: () => AmountDto } as ApiPropertyOptions) as never,
  );
}

/** The Money of a field that has passed `AmountField`. */
export function moneyFrom(dto: AmountDto): Money {
  return Money.parse(dto.amount, '', { allowZero: true, allowNegative: true });
}
