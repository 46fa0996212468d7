/** Turns what class-validator found into the one form of a fault: pointer, code, detail; all faults at once. */
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { DomainError, type FieldFault, invalid } from '../../kernel/errors.js';
import { accepted } from './field-rules.js';
import { faultSeparator } from './fields.js';

const primitives = new Set<unknown>([String, Number, Boolean, Array, Object]);
const faultsShownMax = 50;

/** Validates every DTO class at the edge; unknown properties are refused, nothing is coerced. */
@Injectable()
export class DtoPipe implements PipeTransform<unknown, unknown> {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (metatype === undefined || primitives.has(metatype) || (type !== 'body' && type !== 'query')) return value;
    if (type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw invalid('', value === undefined ? 'required' : 'type', 'Begäran ska innehålla ett JSON-objekt.');
    const sound = accepted(metatype as new () => object, value ?? {});
    if (sound !== undefined) return sound;
    const dto: object = plainToInstance(metatype as new () => object, value ?? {}, { enableImplicitConversion: false });
    const errors = validateSync(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    if (errors.length === 0) return dto;
    const faults = errors.flatMap((error) => faultsOf(error, '')).slice(0, faultsShownMax);
    const where = faults.map((fault) => fault.pointer).join(', ');
    throw new DomainError(
      'validation-failed',
      `${faults.length === 1 ? 'En uppgift' : `${faults.length} uppgifter`} behöver rättas: ${where}.`,
      {
        errors: faults,
      },
    );
  }
}

function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const constraints = Object.entries(error.constraints ?? {});
  const own = constraints.flatMap(([constraint, message]): FieldFault[] => {
    // That there is nothing to look into is said better by the field's own rule.
    if (constraint === 'nestedValidation' && constraints.length > 1) return [];
    if (constraint === 'whitelistValidation')
      return [{ pointer, code: 'unknown-property', detail: `Fältet '${error.property.slice(0, 60)}' finns inte.` }];
    const [code, detail] = message.split(faultSeparator);
    if (detail !== undefined && code !== undefined) return [{ pointer, code, detail }];
    return [{ pointer, code: 'type', detail: 'Värdet har fel form.' }];
  });
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}
