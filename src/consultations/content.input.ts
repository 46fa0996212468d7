/** What somebody writes of a consultation, as the content that is stored: names looked up, keys given, all of it consistent. */
import { v7 as uuidv7 } from 'uuid';
import type { Day } from '../kernel/day.js';
import { DomainError, type FieldFault, invalid } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import * as store from './consultation.store.js';
import {
  type Asked,
  type ConsulteeKind,
  type Content,
  type Part,
  type Question,
  requireConsistent,
} from './content.rules.js';

/** A consultee as somebody writes it: an authority of the register, or somebody outside by name. */
export interface AskedInput {
  kind: ConsulteeKind;
  authorityId?: string | undefined;
  name?: string | undefined;
}

/** What is not here is not changed. Each list is replaced as a whole. */
export interface ConsultationInput {
  title?: string | undefined;
  purpose?: string | undefined;
  background?: string | undefined;
  addresseeBodyId?: string | undefined;
  addresseeName?: string | undefined;
  place?: string | undefined;
  channel?: string | undefined;
  replyByDay?: string | undefined;
  replyByTime?: string | null | undefined;
  consultees?: readonly AskedInput[] | undefined;
  /** Parts and questions keep their key when it is given; others get a new one. */
  parts?:
    | readonly {
        key?: string | undefined;
        title: string;
        decidingBodyId?: string | undefined;
        revisingBodyId?: string | undefined;
      }[]
    | undefined;
  questions?: readonly { key?: string | undefined; text: string; part?: number | undefined }[] | undefined;
  officerId?: string | null | undefined;
  commitmentReference?: string | null | undefined;
}

export const emptyContent: Omit<Content, 'replyByDay'> = {
  title: '',
  purpose: '',
  background: '',
  addressee: { bodyId: null, name: '' },
  place: '',
  channel: '',
  replyByTime: null,
  consultees: [],
  parts: [],
  questions: [],
  reason: '',
  report: '',
};

const clean = (text: string): string => text.trim().normalize('NFC');

/** @throws DomainError validation-failed: `unknown-authority`, `unknown-body`, `unknown-part`, `duplicate`, `required`, `not-applicable` */
export async function contentFrom(tx: Tx, base: Content, input: ConsultationInput): Promise<Content> {
  const parts = input.parts === undefined ? base.parts : partsOf(input.parts);
  const content: Content = {
    ...base,
    title: clean(input.title ?? base.title),
    purpose: clean(input.purpose ?? base.purpose),
    background: clean(input.background ?? base.background),
    addressee: await addresseeOf(tx, base.addressee, input),
    place: clean(input.place ?? base.place),
    channel: clean(input.channel ?? base.channel),
    replyByDay: (input.replyByDay ?? base.replyByDay) as Day,
    replyByTime: input.replyByTime === undefined ? base.replyByTime : input.replyByTime,
    consultees: input.consultees === undefined ? base.consultees : await askedOf(tx, input.consultees),
    parts,
    questions: input.questions === undefined ? base.questions : questionsOf(input.questions, parts),
  };
  store.instantOfReplyBy({ day: content.replyByDay, time: content.replyByTime }, '/replyByTime');
  if (input.parts !== undefined) await requireBodies(tx, parts);
  requireConsistent(content);
  return content;
}

async function addresseeOf(
  tx: Tx,
  base: Content['addressee'],
  { addresseeBodyId: bodyId, addresseeName: name }: ConsultationInput,
): Promise<Content['addressee']> {
  if (bodyId === undefined) return name === undefined ? base : { bodyId: null, name: clean(name) };
  const [body] = await rows<{ name: string }>(tx, `select name from body where id = $1`, [bodyId]);
  if (body === undefined) throw invalid('/addresseeBodyId', 'unknown-body', 'Organet finns inte.');
  return { bodyId, name: clean(name ?? body.name) };
}

/** @throws DomainError validation-failed: `unknown-authority`, `required`, `not-applicable` */
export async function askedOf(tx: Tx, asked: readonly AskedInput[]): Promise<Asked[]> {
  const ids = asked.flatMap(({ authorityId }) => (authorityId === undefined ? [] : [authorityId]));
  const found = await rows<{ id: string; name: string }>(
    tx,
    `select id, name from authority where id = any($1::uuid[])`,
    [ids],
  );
  const names = new Map(found.map(({ id, name }) => [id, name]));
  const faults: FieldFault[] = [];
  const consultees = asked.map(({ kind, authorityId, name }, index): Asked => {
    const fault = (field: string, code: string, detail: string): number =>
      faults.push({ pointer: `/consultees/${index}/${field}`, code, detail });
    if (kind === 'committee' && authorityId === undefined)
      fault('authorityId', 'required', 'Ange vilken nämnd; den som inte finns i registret tillfrågas som ”other”.');
    if (kind !== 'committee' && authorityId !== undefined)
      fault('authorityId', 'not-applicable', 'Bara en nämnd har ett eget diarium här; ange de andra med namn.');
    if (authorityId !== undefined && !names.has(authorityId))
      fault('authorityId', 'unknown-authority', 'Nämnden finns inte.');
    if (authorityId === undefined && (name ?? '').trim() === '')
      fault('name', 'required', 'Ange remissinstansens namn.');
    return { kind, authorityId: authorityId ?? null, name: clean(name ?? names.get(authorityId ?? '') ?? '') };
  });
  if (faults.length > 0)
    throw new DomainError('validation-failed', faults[0]!.detail, { code: faults[0]!.code, errors: faults });
  return consultees;
}

function partsOf(parts: NonNullable<ConsultationInput['parts']>): Part[] {
  return parts.map(({ key, title, decidingBodyId, revisingBodyId }) => ({
    key: key ?? uuidv7(),
    title: clean(title),
    decidingBodyId: decidingBodyId ?? null,
    revisingBodyId: revisingBodyId ?? null,
  }));
}

/** A question says which part it is about by the part's place, from 1. */
function questionsOf(questions: NonNullable<ConsultationInput['questions']>, parts: readonly Part[]): Question[] {
  return questions.map(({ key, text, part }, index) => {
    const about = part === undefined ? null : parts[part - 1]?.key;
    if (about === undefined)
      throw invalid(
        `/questions/${index}/part`,
        'unknown-part',
        `Remissen har ${parts.length} delar; del ${part} finns inte.`,
      );
    return { key: key ?? uuidv7(), text: clean(text), partKey: about };
  });
}

async function requireBodies(tx: Tx, parts: readonly Part[]): Promise<void> {
  const ids = parts.flatMap(({ decidingBodyId, revisingBodyId }) =>
    [decidingBodyId, revisingBodyId].filter((id) => id !== null),
  );
  const found = new Set(
    (await rows<{ id: string }>(tx, `select id from body where id = any($1::uuid[])`, [ids])).map(({ id }) => id),
  );
  parts.forEach((part, index) => {
    for (const field of ['decidingBodyId', 'revisingBodyId'] as const) {
      const id = part[field];
      if (id !== null && !found.has(id))
        throw invalid(`/parts/${index}/${field}`, 'unknown-body', 'Organet finns inte.');
    }
  });
}
