/** What the API can be sent, read from its own OpenAPI document, so that a field added later is tried the same day. */
import type { INestApplication } from '@nestjs/common';
import { buildOpenApi } from '../../../src/platform/http/openapi.js';

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  /** One type; `null` beside it in the document shows as `nullable`. */
  type?: string;
  nullable?: boolean;
  format?: string;
  enum?: unknown[];
  example?: unknown;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
}

export interface Operation {
  /** `POST /api/v1/people`. */
  key: string;
  method: string;
  /** With `{id}` for its parameters. */
  path: string;
  pathParameters: string[];
  query: { name: string; schema: Schema; required: boolean }[];
  /** Resolved; undefined when it takes no JSON object. */
  body: Schema | undefined;
  /** Its body is bytes. */
  takesFile: boolean;
  needsIfMatch: boolean;
}

/** A place in a body, and what the description says may stand there. */
export interface Field {
  pointer: string;
  schema: Schema;
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

interface RawOperation {
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

export function operationsOf(app: INestApplication): Operation[] {
  const document = buildOpenApi(app, '1.0.0') as unknown as Document;
  const schemas = document.components?.schemas ?? {};
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = operation.parameters ?? [];
      const { content } = operation.requestBody ?? {};
      const body = content?.['application/json']?.schema;
      return {
        key: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        pathParameters: parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
        query: parameters
          .filter((parameter) => parameter.in === 'query')
          .map(({ name, schema, required }) => ({
            name,
            schema: resolved(schema ?? {}, schemas),
            required: required === true,
          })),
        body: body === undefined ? undefined : resolved(body, schemas),
        takesFile: content?.['application/octet-stream'] !== undefined,
        needsIfMatch: parameters.some(({ name }) => name === 'If-Match'),
      };
    }),
  );
}

/** References replaced by what they name; request bodies have no cycles. */
function resolved(schema: Schema, schemas: Record<string, Schema>): Schema {
  const { $ref, allOf, ...rest } = schema;
  const own = oneType(rest);
  if ($ref !== undefined) return resolved({ ...schemas[$ref.split('/').at(-1) ?? ''], ...own }, schemas);
  const whole = (allOf ?? []).reduce<Schema>((sum, part) => ({ ...sum, ...resolved(part, schemas) }), own);
  const properties = Object.entries(whole.properties ?? {}).map(([name, part]) => [name, resolved(part, schemas)]);
  return {
    ...whole,
    ...(whole.properties === undefined ? {} : { properties: Object.fromEntries(properties) as Record<string, Schema> }),
    ...(whole.items === undefined ? {} : { items: resolved(whole.items, schemas) }),
  };
}

/** OpenAPI 3.1 writes what may be null as a list of types. */
function oneType(schema: Schema): Schema {
  const type: unknown = schema.type;
  if (!Array.isArray(type)) return schema;
  return { ...schema, type: type.find((name) => name !== 'null') as string, nullable: type.includes('null') };
}

/** Every place of a body, lists and objects too. */
export function everyField(schema: Schema, pointer = ''): Field[] {
  const { properties, items } = schema;
  const own = pointer === '' ? [] : [{ pointer, schema }];
  if (properties !== undefined)
    return [...own, ...Object.entries(properties).flatMap(([name, part]) => everyField(part, `${pointer}/${name}`))];
  return items === undefined ? own : [...own, ...everyField(items, `${pointer}/0`)];
}

/** Is the value of the type the description says? What more the field asks is not looked at. */
export function isOfType(schema: Schema, value: unknown): boolean {
  if (value === null) return schema.nullable === true;
  if (schema.properties !== undefined || schema.type === 'object')
    return typeof value === 'object' && !Array.isArray(value);
  if (schema.items !== undefined)
    return Array.isArray(value) && value.every((item) => isOfType(schema.items as Schema, item));
  if (schema.type === 'integer' || schema.type === 'number') return typeof value === 'number';
  return typeof value === schema.type;
}

/** Every place of a body the description calls a text, the first item of a list standing for all. */
export function stringFields(schema: Schema, pointer = ''): Field[] {
  if (schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([name, part]) => stringFields(part, `${pointer}/${name}`));
  if (schema.items !== undefined) return stringFields(schema.items, `${pointer}/0`);
  return schema.type === 'string' ? [{ pointer, schema }] : [];
}

/** Every place of a body that holds an amount of money. */
export function amountFields(schema: Schema, pointer = ''): string[] {
  const { properties, items } = schema;
  if (properties?.['amount'] !== undefined && properties['currency'] !== undefined) return [pointer];
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([name, part]) => amountFields(part, `${pointer}/${name}`));
  return items === undefined ? [] : amountFields(items, `${pointer}/0`);
}

/** Every list of a body. */
export function listFields(schema: Schema, pointer = ''): string[] {
  const { properties, items } = schema;
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([name, part]) => listFields(part, `${pointer}/${name}`));
  return items === undefined ? [] : [pointer, ...listFields(items, `${pointer}/0`)];
}

/** A body with every field the description names, as far as the description alone can tell. */
export function exampleOf(schema: Schema, name: string, idOf: (name: string) => string | undefined): unknown {
  if (schema.properties !== undefined)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([field, part]) => [field, exampleOf(part, field, idOf)]),
    );
  if (schema.items !== undefined)
    return Array.isArray(schema.example) ? schema.example : [exampleOf(schema.items, name, idOf)];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.format === 'uuid') return idOf(name) ?? '0190b1f2-6c1e-7f00-8a00-000000000001';
  if (schema.example !== undefined) return schema.example;
  if (schema.format === 'date') return '2023-04-26';
  if (schema.format === 'date-time') return '2023-04-11T09:30:00+02:00';
  if (schema.format === 'email') return 'nagon@exempel.se';
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  return 'Exempel';
}

/** A copy with another value at the place; `undefined` takes the place away. Missing parents are made. */
export function withValue(body: unknown, pointer: string, value: unknown): unknown {
  const names = pointer.split('/').slice(1);
  if (names.length === 0) return value;
  const copy: unknown = structuredClone(body);
  let parent = copy as Record<string, unknown>;
  for (const name of names.slice(0, -1)) parent = (parent[name] ??= {}) as Record<string, unknown>;
  const last = names.at(-1) as string;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
