/** The announcement as a document (anslagsbevis): the same facts and words as the page. Pure. */
import { dayInStockholm } from '../../kernel/day.js';
import type { Block, DocumentModel } from '../../platform/rendering/document-model.js';
import { factsOf, howToAppeal, leadOf, titleOf } from './announcement.text.js';
import type { AnnouncedItem, AnnouncementView } from './board.queries.js';

/** Made when it was posted and never again, so the same announcement gives the same bytes until it is taken down. */
export function announcementDocument(
  announcement: AnnouncementView & { items: readonly AnnouncedItem[] },
): DocumentModel {
  const { bodyName, delegatedDecision, items } = announcement;
  const title = titleOf(announcement);
  return {
    title: `Anslag: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    lang: 'sv',
    meta: { author: bodyName, created: announcement.postedAt },
    header: [bodyName, 'Tillkännagivande av justerat protokoll'],
    blocks: [
      { kind: 'paragraph', text: leadOf(announcement) },
      { kind: 'facts', entries: factsOf(announcement).map(([label, value]) => ({ label, values: [value] })) },
      ...takenDown(announcement),
      ...(delegatedDecision === null
        ? [{ kind: 'heading', level: 1, text: 'Beslut i protokollet' } as const, itemsTable(items)]
        : []),
      { kind: 'heading', level: 1, text: 'Så överklagar du' },
      ...howToAppeal(announcement).map((text): Block => ({ kind: 'paragraph', text })),
    ],
  };
}

function takenDown({ takenDownAt }: AnnouncementView): Block[] {
  if (takenDownAt === null) return [];
  return [{ kind: 'note', title: 'Nedtaget', text: `Anslaget togs ned ${dayInStockholm(new Date(takenDownAt))}.` }];
}

function itemsTable(items: readonly AnnouncedItem[]): Block {
  if (items.length === 0) return { kind: 'paragraph', text: 'Protokollet innehåller inga beslut.' };
  return {
    kind: 'table',
    caption: 'Beslut per paragraf',
    header: ['Paragraf', 'Ärende', 'Diarienummer', 'Beslut'],
    rows: items.map(({ minuteItem, title, registrationNumber, outcomeText }) => [
      `§ ${minuteItem}`,
      title,
      registrationNumber,
      outcomeText ?? '',
    ]),
    align: ['right', 'left', 'left', 'left'],
  };
}
