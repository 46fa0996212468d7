/** The official's proposal and the extract of the minutes that decided on it (B-25 to B-55). People are counted, not named. Pure. */
import { longNumber } from './consultation-letter.rules.js';
import type { ReadArrival, ReadExtract, ReadProposal } from './consultation-parts.rules.js';
import { dayOf, placeIn, replyByIn } from './consultation-words.rules.js';
import type { Line } from './memorandum.text.js';

const labelled = (lines: readonly Line[], label: RegExp): string | null => {
  const line = lines.find(({ text }) => label.test(text));
  return line === undefined ? null : line.text.replace(label, '').trim() || null;
};

/** `Ank. 2010-01-22`, `Dnr: 15/10`, `Handl nr: 1`; null when none of them is there. */
function arrivalOf(lines: readonly Line[]): ReadArrival | null {
  const came = labelled(lines, /^ank(?:om|omst)?\.?[:\s]/iu);
  const matterNumber = labelled(lines, /^(?:dnr|diarienr|diarienummer)[.:\s]+/iu);
  const number = labelled(lines, /^(?:handl(?:ing)?\.? ?nr|handlingsnummer)[.:\s]+/iu);
  if (came === null && number === null) return null;
  return {
    day: came === null ? null : dayOf(came),
    matterNumber,
    documentNumber: number !== null && /^\d{1,4}$/.test(number) ? Number(number) : null,
  };
}

/** From the stamp over the memorandum to its signatures. */
export function readProposal(lines: readonly Line[]): ReadProposal | null {
  const type = lines.findIndex(({ text }) => /^tjänste(?:utlåtande|skrivelse)/iu.test(text));
  if (type < 0) return null;
  const lead = lines.findIndex(({ text }) => /föreslås besluta/iu.test(text));
  const proposed =
    lead < 0 ? null : (lines.slice(lead + 1).find(({ text }) => /^(?:[-–•\d.) ]*)att /iu.test(text))?.text ?? null);
  return {
    day: dayOf(lines[type]?.text ?? ''),
    registrationNumber:
      longNumber.exec(
        lines
          .slice(type, type + 6)
          .map(({ text }) => text)
          .join(' '),
      )?.[0] ?? null,
    initiator: labelled(lines, /^initierare:\s*/iu),
    arrival: arrivalOf(lines.slice(0, type)),
    proposed,
    replyBy: proposed === null ? null : replyByIn(proposed),
    place: proposed === null ? null : placeIn(proposed),
  };
}

export function readExtract(lines: readonly Line[], stampLines: readonly Line[]): ReadExtract | null {
  const start = lines.findIndex(({ text }) => /protokollsutdrag/iu.test(text));
  if (start < 0) return null;
  const own = lines.slice(start);
  const item = own.findIndex(({ text }) => /^[*\s]*§ ?\d+/u.test(text));
  const paragraph = item < 0 ? [] : own.slice(item);
  const decides = paragraph.findIndex(
    ({ text }) => /beslut(?:ar|ade)?(?!\p{L})/iu.test(text) && !/föreslås/iu.test(text),
  );
  const decided = decides < 0 ? [] : paragraph.slice(decides, decides + 4);
  const restated =
    decided.find(({ text }) => /remitt|remiss|senast/iu.test(text) && /^att /iu.test(text)) ?? decided[0];
  const claims = decides < 0 ? paragraph : paragraph.slice(0, decides);
  return {
    bodyName: bodyIn(
      own
        .slice(0, 4)
        .map(({ text }) => text)
        .join(' '),
    ),
    meetingDay: dayOf(labelled(own, /^sammanträdesdatum[:\s]+/iu) ?? ''),
    place: labelled(own, /^plats[:\s]+/iu),
    minuteItem: item < 0 ? null : Number(/§ ?(\d{1,4})/u.exec(own[item]?.text ?? '')?.[1] ?? 0) || null,
    matterNumber:
      /\(dnr ([^)]{1,40})\)/iu.exec(
        paragraph
          .slice(0, 3)
          .map(({ text }) => text)
          .join(' '),
      )?.[1] ?? null,
    arrival: arrivalOf(stampLines),
    members: partiesIn(labelled(own, /^beslutande(?: \([^)]*\))?[:\s]+/iu)).length,
    servingSubstitutes: partiesIn(labelled(own, /^övriga deltagare(?: \([^)]*\))?[:\s]+/iu)).filter((party) =>
      /tjänstgörande/iu.test(party),
    ).length,
    additions: claims.flatMap(({ text }) => (/tillägg/iu.test(text) ? quotesIn(text) : [])),
    decision: restated?.text ?? null,
    replyBy: replyByIn(restated?.text ?? ''),
    handedInAt: placeIn(restated?.text ?? ''),
    isCertified: own.some(({ text }) => /rätt utdraget/iu.test(text)),
  };
}

function bodyIn(text: string): string | null {
  const words = text.replaceAll('*', '').replaceAll(/\s+/g, ' ');
  const name = /(?:sammanträde )?med (.{3,80}?)(?: sammanträdesdatum|$)/iu.exec(words)?.[1]?.trim();
  return name === undefined || name === '' ? null : name;
}

/** What stands in brackets after a name: the party, and whether a substitute serves. */
function partiesIn(text: string | null): string[] {
  return [...(text ?? '').slice(0, 5_000).matchAll(/\(([^()]{1,40})\)/gu)].map(([, party = '']) => party);
}

function quotesIn(text: string): string[] {
  return [...text.matchAll(/[”"“]([^”"“]{10,1000})[”"“]/gu)].map(([, quote = '']) => quote.trim()).slice(0, 10);
}
