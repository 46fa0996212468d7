/** An extract as a document: the head of the minutes, the one paragraph as the minutes set it, and who vouches for it. Pure. */
import type { Block, DocumentModel } from '../../platform/rendering/document-model.js';
import { minutesDocument } from '../minutes/minutes.document.js';
import type { ExtractContent } from './extract.content.js';

/** @param created the instant the extract counts as made, so that the same extract is the same bytes */
export function extractDocument(extract: ExtractContent, created: string): DocumentModel {
  const { minutes, status, adjustedDay, contentHash, signatures, standIns, corrections } = extract;
  const isAdjusted = status === 'adjusted';
  const name = extractName(extract);
  // Set by the same hand as the minutes, so that an extract never says otherwise than they do.
  const { blocks } = minutesDocument({
    content: minutes,
    status: isAdjusted ? 'adjusted' : 'draft',
    sentAt: null,
    adjustedDay,
    contentHash,
    signatures,
    standIns,
    corrections,
  });
  return {
    title: name,
    lang: 'sv',
    meta: { author: minutes.body.name, created },
    header: [
      minutes.body.name,
      isAdjusted ? `Protokollsutdrag ${placeOf(extract)}` : `Ej justerat ${placeOf(extract)}`,
    ],
    blocks: [...blocks, ...certificationOf(extract)],
  };
}

/** Title, and name of the file it is saved as. */
export function extractName(extract: ExtractContent): string {
  const words = extract.status === 'adjusted' ? 'Protokollsutdrag' : 'Ej justerat protokollsutdrag';
  return `${words} ${extract.minutes.body.name} ${placeOf(extract)}`;
}

function placeOf({ minutes }: ExtractContent): string {
  const minuteItem = minutes.items[0]?.minuteItem ?? null;
  return minuteItem === null ? minutes.meeting.day : `${minutes.meeting.day} § ${minuteItem}`;
}

/** Made by a third person, neither chair nor adjuster (B-54). */
function certificationOf({ certified }: ExtractContent): Block[] {
  if (certified === null) return [];
  const { name, title, day } = certified;
  return [
    { kind: 'heading', level: 1, text: 'Rätt utdraget intygar' },
    { kind: 'signatures', entries: [{ name, role: title ?? 'Intygar', signed: day }] },
  ];
}
