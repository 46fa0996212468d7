/** What a proposal to hear others holds, as the form has it; what the API is sent; and when two of them are the same. Pure. */
import type { Schemas } from '../api/client';
import { changedParts, type Parts } from '../drafts/merging';

/** A row of the form. `id` is the part's or question's key once it has one, and the form's own name for it before that. */
export interface OutsideRow {
  id: string;
  kind: 'union' | 'other';
  name: string;
}

export interface PartRow {
  id: string;
  isNew: boolean;
  title: string;
  decidingBodyId: string;
  /** Kept as it is; the form does not show it. */
  revisingBodyId: string;
}

export interface QuestionRow {
  id: string;
  isNew: boolean;
  text: string;
  /** The row of the part it is about; empty when about the whole. */
  partId: string;
}

export interface ConsultationContent {
  title: string;
  purpose: string;
  background: string;
  addresseeName: string;
  place: string;
  channel: string;
  replyByDay: string;
  replyByTime: string;
  inside: readonly string[];
  outside: readonly OutsideRow[];
  parts: readonly PartRow[];
  questions: readonly QuestionRow[];
}

let rowsMade = 0;
/** Only has to differ from the form's other rows. */
const newId = (): string => `new-${(rowsMade += 1)}`;
export const newOutside = (): OutsideRow => ({ id: newId(), kind: 'union', name: '' });
export const newPart = (): PartRow => ({ id: newId(), isNew: true, title: '', decidingBodyId: '', revisingBodyId: '' });
export const newQuestion = (): QuestionRow => ({ id: newId(), isNew: true, text: '', partId: '' });

export const emptyConsultation = (): ConsultationContent => ({
  title: '',
  purpose: '',
  background: '',
  addresseeName: '',
  place: '',
  channel: '',
  replyByDay: '',
  replyByTime: '',
  inside: [],
  outside: [newOutside()],
  parts: [newPart()],
  questions: [newQuestion()],
});

export function contentOf(consultation: Schemas['ConsultationDto']): ConsultationContent {
  const { title, purpose, background, addressee, place, channel, replyByDay, replyByTime } = consultation;
  const outside = consultation.consultees.flatMap(({ kind, name }) =>
    kind === 'committee' ? [] : [{ id: `outside ${name}`, kind, name }],
  );
  return {
    title,
    purpose,
    background,
    addresseeName: addressee.name,
    place,
    channel,
    replyByDay,
    replyByTime: replyByTime ?? '',
    inside: consultation.consultees.flatMap(({ authorityId }) => (authorityId === null ? [] : [authorityId])),
    outside,
    parts: consultation.parts.map(({ key, title: named, decidingBodyId, revisingBodyId }) => ({
      id: key,
      isNew: false,
      title: named,
      decidingBodyId: decidingBodyId ?? '',
      revisingBodyId: revisingBodyId ?? '',
    })),
    questions: consultation.questions.map(({ key, text, partKey }) => ({
      id: key,
      isNew: false,
      text,
      partId: partKey ?? '',
    })),
  };
}

const isFilled = (text: string): boolean => text.trim() !== '';
export const filledOutside = ({ outside }: ConsultationContent): OutsideRow[] =>
  outside.filter(({ name }) => isFilled(name));
export const filledParts = ({ parts }: ConsultationContent): PartRow[] => parts.filter(({ title }) => isFilled(title));
export const filledQuestions = ({ questions }: ConsultationContent): QuestionRow[] =>
  questions.filter(({ text }) => isFilled(text));

type Body = Required<
  Pick<
    Schemas['CreateConsultationDto'],
    'title' | 'purpose' | 'background' | 'addresseeName' | 'place' | 'channel' | 'replyByDay' | 'consultees' | 'parts'
  >
> &
  Pick<Schemas['CreateConsultationDto'], 'addresseeBodyId' | 'replyByTime' | 'questions'>;

/**
 * Rows left empty are nothing. Committees come first, in the order they were chosen.
 * @param bodies of the register: an addressee written as one of them is that body
 */
export function bodyOf(content: ConsultationContent, bodies: readonly { id: string; name: string }[]): Body {
  const addresseeName = content.addresseeName.trim();
  const body = bodies.find(({ name }) => name === addresseeName);
  const parts = filledParts(content);
  const places = new Map(parts.map(({ id }, index) => [id, index + 1]));
  return {
    title: content.title.trim(),
    purpose: content.purpose.trim(),
    background: content.background.trim(),
    addresseeName,
    ...(body === undefined ? {} : { addresseeBodyId: body.id }),
    place: content.place.trim(),
    channel: content.channel.trim(),
    replyByDay: content.replyByDay,
    replyByTime: content.replyByTime === '' ? null : content.replyByTime,
    consultees: [
      ...content.inside.map((authorityId) => ({ kind: 'committee' as const, authorityId })),
      ...filledOutside(content).map(({ kind, name }) => ({ kind, name: name.trim() })),
    ],
    parts: parts.map(({ id, isNew, title, decidingBodyId, revisingBodyId }) => ({
      ...(isNew ? {} : { key: id }),
      title: title.trim(),
      ...(decidingBodyId === '' ? {} : { decidingBodyId }),
      ...(revisingBodyId === '' ? {} : { revisingBodyId }),
    })),
    questions: filledQuestions(content).map(({ id, isNew, text, partId }) => {
      const part = places.get(partId);
      return { ...(isNew ? {} : { key: id }), text: text.trim(), ...(part === undefined ? {} : { part }) };
    }),
  };
}

/** Only what was changed. Questions say which part they are about by its place, and so go with the parts. */
export function changedBody(
  before: ConsultationContent,
  after: ConsultationContent,
  bodies: readonly { id: string; name: string }[],
): Partial<Body> {
  const changed = new Set(changedParts(consultationParts, before, after));
  const whole = bodyOf(after, bodies);
  const sent: readonly [(keyof ConsultationContent)[], (keyof Body)[]][] = [
    [['title'], ['title']],
    [['purpose'], ['purpose']],
    [['background'], ['background']],
    [['addresseeName'], ['addresseeName', 'addresseeBodyId']],
    [['place'], ['place']],
    [['channel'], ['channel']],
    [['replyByDay'], ['replyByDay']],
    [['replyByTime'], ['replyByTime']],
    [['inside', 'outside'], ['consultees']],
    [['parts'], ['parts']],
    [['parts', 'questions'], ['questions']],
  ];
  const names = new Set(sent.flatMap(([fields, keys]) => (fields.some((field) => changed.has(field)) ? keys : [])));
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.has(name as keyof Body)));
}

/** What is the same is the same however it was written: blanks at the ends and empty rows count for nothing. */
function textOf(content: ConsultationContent, name: keyof ConsultationContent): string {
  const value = content[name];
  if (typeof value === 'string') return value.trim();
  if (name === 'inside') return [...content.inside].sort().join(' ');
  if (name === 'outside')
    return JSON.stringify(filledOutside(content).map(({ kind, name: given }) => [kind, given.trim()]));
  if (name === 'parts')
    return JSON.stringify(
      filledParts(content).map(({ id, title, decidingBodyId }) => [id, title.trim(), decidingBodyId]),
    );
  return JSON.stringify(filledQuestions(content).map(({ id, text, partId }) => [id, text.trim(), partId]));
}

export const consultationParts: Parts<ConsultationContent, keyof ConsultationContent> = {
  names: [
    'title',
    'purpose',
    'background',
    'addresseeName',
    'place',
    'channel',
    'replyByDay',
    'replyByTime',
    'inside',
    'outside',
    'parts',
    'questions',
  ],
  textOf,
};
