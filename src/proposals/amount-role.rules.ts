/**
 * Which amounts in running text claim to be the total that is asked for, and which are other money: a grant that may
 * be drawn, a frame somebody set aside, last year's sum, the price of one post.
 *
 * Never decided by value: an amount with a wrong digit must still be seen as the total it was meant to be.
 */

/** Words that begin a sum row or a sum line. */
export const totalStart =
  /^(?:del)?(?:summa|summering|totalt?|totalsumma|totala|sammanlagt|sammanlagda|sammantaget|summan)(?![\p{L}])/u;

/** `default` is an amount in the proposed decision that nothing else explains; the reader counts them before judging. */
export type ProseRole = 'total' | 'default' | 'none';

const total =
  /(?<!\p{L})(?:totalt?|totala|sammanlagt|sammanlagda|sammantaget|sammantagna|summan?|totalsumman?|samlade?)(?!\p{L})/u;
const whole =
  /(?<!\p{L})(?:insatserna|åtgärderna|satsningarna|samtliga|alla|förslaget|förslagen|utvecklingsinsatserna)(?!\p{L})/u;
const link =
  /(?<!\p{L})(?:uppgår|omfattar|är|blir|beräknas|beräknat|bedöms|uppskattas|summeras|summerar|kostar|motsvarar|motsvarande|landar|kostnad (?:av|på|om)|belopp (?:av|på|om))(?!\p{L})/u;
/** "Förslag om #", "insatser för #": close enough to need no verb, in a summary. */
const joint = /(?<!\p{L})(?:om|för|på)(?: (?:cirka|ca|drygt|knappt|totalt))? ?$/u;
const past = /(?<!\p{L})(?:uppgick|förra året|föregående år|tidigare år|ifjol|i fjol|motsvarande period)(?!\p{L})/u;
const part = /(?<!\p{L})(?:varav|därav|av vilka|per|à|vardera|exempelvis|till exempel|t\.ex\.)[^.]{0,40}$/u;
const unitPrice = /^ ?(?:per |\/|i månaden|vardera|styck)/u;

const askVerb =
  /^(?:ansöker|ansöka|ansökt|äskar|äska|äskas|söker|söka|söks|begär|begära|begärs|hemställer|hemställa)$/u;
const frameVerb =
  /^(?:avsatt\p{L}*|avsätt\p{L}*|tilldela\p{L}*|rekvirera\p{L}*|bevilja\p{L}*|fördela\p{L}*|erhåll\p{L}*|fått|anslagits?|tillskjut\p{L}*|disponera\p{L}*|förfogar?|kvarstår)$/u;
const frameVerbInDecision = /^(?:avsatts|avsatta|tilldelats|rekvirera\p{L}*)$/u;
const askNoun =
  /^(?:\p{L}*förslag\p{L}*|\p{L}*insatser\p{L}*|behov\p{L}*|tillskottsbehov\p{L}*|\p{L}*äskande\p{L}*|ansökan|ansökningar\p{L}*|begäran|åtgärder\p{L}*|satsningar\p{L}*)$/u;
/** Said of one post as often as of the whole: needs a word for the whole beside it. */
const costNoun = /^(?:kostnad\p{L}*|tillskott\p{L}*|finansiering\p{L}*)$/u;
const frameNoun =
  /^(?:\p{L}*bidrag\p{L}*|\p{L}*anslag\p{L}*|\p{L}*ramen?|pott\p{L}*|\p{L}*budget\p{L}*|medel|medlen|\p{L}*medlen|takbelopp\p{L}*)$/u;
const preposition = /^(?:av|ur|från|för|i|inom|på|till|med|mot|genom|om|utöver|enligt|hos|avseende|gällande)$/u;

/** Begins a clause of its own, which the preposition before it does not govern ("kommit fram till att förslaget …"). */
const clauseStart = /^(?:att|som|så|men|därför|eftersom)$/u;

export interface Sides {
  /** Lower case, from the sentence's beginning or the amount before. */
  before: string;
  /** Lower case, to the sentence's end or the next amount. */
  after: string;
}

/** A word for the whole stands in the sentence. */
export function saysTotal({ before, after }: Sides): boolean {
  return total.test(before) || /^ ?(?:totalt|sammanlagt|sammantaget|i sin helhet)/u.test(after);
}

/** @param section the kind of section; `summary`, `decision`, `background` and `matter` (ärendet) have rules of their own */
export function roleOf(sides: Sides, section: string): ProseRole {
  const { before, after } = sides;
  if (past.test(before) || part.test(before) || unitPrice.test(after)) return 'none';
  const isDecision = section === 'decision';
  const words = before.split(/[^\p{L}]+/u);
  const verb = words.findLast(
    (word) => askVerb.test(word) || (isDecision ? frameVerbInDecision : frameVerb).test(word),
  );
  if (verb !== undefined) return askVerb.test(verb) ? 'total' : 'none';

  const subject = subjectOf(words, isDecision);
  const isTotal = saysTotal(sides);
  if (subject === 'frame') return 'none';
  const isNearFrame = words.slice(-4).some((word) => frameNoun.test(word));
  const isJoint = section === 'summary' && joint.test(before) && !isNearFrame;
  if (subject === 'ask' && (isTotal || isJoint || link.test(before) || isDecision)) return 'total';
  if (subject === 'cost' && (isTotal || whole.test(before))) return 'total';
  if (after.split(/[^\p{L}]+/u).some((word) => frameVerb.test(word))) return 'none';
  const isBackground = section === 'background' || section === 'matter';
  if (isTotal && (!isBackground || totalStart.test(before))) return 'total';
  return !isDecision || isNearFrame || saysFrame(after) ? 'none' : 'default';
}

/** "# i statsbidrag" tells what the money is; "# ur statsbidraget" only where it is to come from. */
function saysFrame(after: string): boolean {
  const words = after.split(/[^\p{L}]+/u).filter((word) => word !== '');
  return !/^(?:ur|från|av|inom|genom)$/.test(words[0] ?? '') && words.slice(0, 2).some((word) => frameNoun.test(word));
}

/**
 * What the clause is about: the first noun of money that no preposition governs. "Förvaltningens förslag inom ramen för
 * statsbidraget uppgår till" is about the proposal, "Statsbidraget för sociala insatser uppgår till" about the grant.
 */
function subjectOf(words: readonly string[], isDecision: boolean): 'ask' | 'cost' | 'frame' | null {
  let governed = 0;
  for (const [index, word] of words.entries()) {
    if (preposition.test(word)) {
      governed = 3;
      continue;
    }
    if (clauseStart.test(word)) governed = 0;
    const noun = askNoun.test(word) ? 'ask' : costNoun.test(word) ? 'cost' : frameNoun.test(word) ? 'frame' : null;
    const isNeutral = noun === null || (isDecision && word === 'medel') || isOtherNeed(words, index);
    if (!isNeutral && governed === 0) return noun;
    governed = isNeutral ? Math.max(0, governed - 1) : 0;
  }
  return null;
}

/** "Behovet av fältarbetare" is a need of something else than money. */
function isOtherNeed(words: readonly string[], index: number): boolean {
  if (!words[index]!.startsWith('behov') || words[index + 1] !== 'av') return false;
  return !/tillskott|medel|resurs|finansiering|insats|åtgärd|förstärkning|pengar/.test(
    words.slice(index + 2, index + 5).join(' '),
  );
}

/** A sentence that lists the measures' amounts one by one and says nothing about a total, a part or a frame. */
export function canEnumerate(sentence: string): boolean {
  if (total.test(sentence) || /(?<!\p{L})(?:varav|därav|vardera|per)(?!\p{L})/u.test(sentence)) return false;
  return !sentence.split(/[^\p{L}]+/u).some((word) => frameNoun.test(word) || frameVerb.test(word));
}

/** Of a whole-document sentence inside one measure's own text ("insatserna … totalt"); the rest there is detail. */
export function speaksOfAll(before: string): boolean {
  return total.test(before) && whole.test(before);
}

const beforeMax = 300;
const afterMax = 120;

/** The sentence around `[start, end)`, cut at the neighbouring amounts and at the paragraph's edges. */
export function sidesOf(text: string, start: number, end: number, from: number, to: number): Sides {
  const head = text.slice(Math.max(from, start - beforeMax), start);
  const tail = text.slice(end, Math.min(to, end + afterMax));
  let cut = 0;
  for (const stop of head.matchAll(/[.!?]\s+(?=[\p{Lu}\d])/gu)) cut = stop.index + stop[0].length;
  const stop = /[.!?;](?=\s|$)/.exec(tail);
  const plain = (piece: string) => piece.normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
  return { before: plain(head.slice(cut)), after: plain(stop === null ? tail : tail.slice(0, stop.index)) };
}
