/**
 * What the field decorators have said of each class, and the short way through: a value that is right in every field
 * becomes an instance without asking class-validator, which then only has to say what is wrong with the others.
 */
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';

type DtoClass = new () => object;

/** What one field takes, collected from its decorators. */
interface FieldRule {
  verdict?: (value: unknown) => string | undefined;
  read?: (value: unknown) => unknown;
  /** Of the items of a list. */
  nested?: () => DtoClass;
}

const rulesOfPrototype = new WeakMap<object, Map<string, FieldRule>>();
const rulesOfClass = new WeakMap<DtoClass, [string, FieldRule][]>();

/** Adds to what is known of a field. */
export const rule =
  (part: FieldRule): PropertyDecorator =>
  (prototype, field) => {
    const rules = rulesOfPrototype.get(prototype) ?? new Map<string, FieldRule>();
    rulesOfPrototype.set(prototype, rules.set(String(field), { ...rules.get(String(field)), ...part }));
  };

/** A class inherits the fields it does not declare itself. */
function rulesOf(type: DtoClass): [string, FieldRule][] {
  let rules = rulesOfClass.get(type);
  if (rules === undefined) {
    const chain: object[] = [];
    for (let at: unknown = type.prototype; at !== null; at = Object.getPrototypeOf(at)) chain.unshift(at as object);
    rules = [...new Map(chain.flatMap((prototype) => [...(rulesOfPrototype.get(prototype) ?? [])]))];
    rulesOfClass.set(type, rules);
  }
  return rules;
}

/**
 * The value as an instance when every field is what its decorators say, otherwise undefined: then class-validator is
 * asked, which says what is wrong. Nearly every request is right, and costs a tenth this way.
 */
export function accepted(type: DtoClass, value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const sent = value as Record<string, unknown>;
  const dto = new type() as Record<string, unknown>;
  let known = 0;
  for (const [field, { read, verdict, nested }] of rulesOf(type)) {
    const isSent = Object.hasOwn(sent, field);
    let given = isSent ? sent[field] : dto[field];
    if (read !== undefined) given = read(given);
    if (verdict?.(given) !== undefined) return undefined;
    if (nested !== undefined && Array.isArray(given)) {
      const items = given.map((item) => accepted(nested(), item));
      if (items.includes(undefined)) return undefined;
      given = items;
    }
    if (!isSent) continue;
    known += 1;
    dto[field] = given;
  }
  return known === Object.keys(sent).length ? dto : undefined;
}

/** Changes what was sent before it is judged. */
export function Read(read: (value: unknown) => unknown): PropertyDecorator {
  return applyDecorators(rule({ read }) as never, Transform(({ value }: { value: unknown }) => read(value)) as never);
}
