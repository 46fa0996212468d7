/** Adjusted minutes as the public may have them: the document everybody gets, and a word about what is left out. Pure. */
import type { DocumentModel } from '../../platform/rendering/document-model.js';
import { minutesDocument } from '../minutes/minutes.document.js';
import type { PublicMinutes } from './public.queries.js';

export function publicMinutesDocument(minutes: PublicMinutes): DocumentModel {
  const model = minutesDocument(minutes);
  if (!minutes.isRedacted) return model;
  const text = `Ärenden som behandlats inom stängda dörrar återges bara med paragraf och diarienummer. Hela protokollet kan begäras ut hos ${minutes.content.body.authorityName}, som då prövar vad som kan lämnas ut.`;
  return { ...model, blocks: [{ kind: 'note', title: 'Delar är utelämnade', text }, ...model.blocks] };
}
