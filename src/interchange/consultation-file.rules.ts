/**
 * A consultation file as it stands in an archive: cover letter with stamps, the official's proposal, the text, the extract
 * that decided on it, the annex. Reads what is there and says where the parts do not agree (B-60 to B-63). Never throws. Pure.
 */
import { readExtract, readProposal } from './consultation-extract.rules.js';
import { readLetter } from './consultation-letter.rules.js';
import type { FileFinding, ReadConsultationFile, ReadPart } from './consultation-parts.rules.js';
import { shownReplyBy } from './consultation-words.rules.js';
import { findWording } from './consultation-wording.rules.js';
import { type Line, readLines } from './memorandum.text.js';

export function readConsultationFile(text: string): ReadConsultationFile {
  const lines = readLines(text.normalize('NFC'));
  const cut = cutUp(lines);
  const coverLetter = readLetter(cut.letter);
  const proposal = readProposal(cut.proposal);
  const extract = readExtract(cut.extract, cut.extract.slice(0, 6));
  const parts = partsOf(cut);
  const stamped = coverLetter.stamps.filter(({ kind }) => kind === 'ownNumber').map(({ text: number }) => number);
  const numbers = [
    coverLetter.registrationNumber,
    proposal?.registrationNumber ?? null,
    proposal?.arrival?.matterNumber ?? null,
    extract?.matterNumber ?? null,
    ...stamped,
  ];
  const read = {
    coverLetter,
    proposal,
    extract,
    parts,
    numbers: [...new Set(numbers.filter((number) => number !== null))],
  };
  return { ...read, findings: findingsOf(read, cut.text.map(({ text: line }) => line).join('\n')) };
}

interface Cut {
  letter: Line[];
  proposal: Line[];
  /** The text under consultation, before and after the extract. */
  text: Line[];
  plan: Line[];
  extract: Line[];
  annex: Line[];
}

/** The parts follow upon each other; each begins at a line that says what it is. A stamp belongs to what comes after it. */
function cutUp(lines: readonly Line[]): Cut {
  const at = (pattern: RegExp, from = 0): number => {
    const found = lines.findIndex(({ text }, index) => index >= from && pattern.test(text));
    return found < 0 ? lines.length : found;
  };
  const withStamp = (index: number): number => {
    const near = Math.max(0, index - 8);
    const stamp = lines.findIndex(
      ({ text }, place) => place >= near && place < index && /^ank(?:om|omst)?\.?[:\s]/iu.test(text),
    );
    // The line over the stamp says at whose office it was stamped.
    return stamp < 0 ? index : Math.max(0, stamp - 1);
  };
  const proposal = withStamp(at(/^tjänste(?:utlåtande|skrivelse)/iu));
  const contents = at(/^innehållsförteckning/iu, proposal);
  const extract = withStamp(at(/protokollsutdrag/iu));
  const plan = Math.min(contents === lines.length ? extract : contents - 1, extract);
  const certified = at(/rätt utdraget/iu, extract);
  // After the certification stands the name of whoever certifies, then the annex.
  const annex = certified === lines.length ? lines.length : Math.min(lines.length, certified + 2);
  return {
    letter: lines.slice(0, proposal),
    proposal: lines.slice(proposal, plan),
    plan: lines.slice(plan, extract),
    extract: lines.slice(extract, annex),
    annex: lines.slice(annex),
    text: [...lines.slice(plan, extract), ...lines.slice(annex)],
  };
}

/** The plan, and the annex when there is one. Who decides which is read out of the proposal (B-33). */
function partsOf({ plan, annex, proposal }: Cut): ReadPart[] {
  const words = proposal.map(({ text }) => text).join(' ');
  const apart =
    /(kommunfullmäktige)[^.]{0,200}(?:överlåta|uppdra)[^.]{0,40} till? ?(kommunstyrelsen)|(kommunfullmäktige)[^.]{0,200}överlåta till (kommunstyrelsen)/iu.exec(
      words,
    );
  const decider = apart?.[1] ?? apart?.[3] ?? null;
  const reviser = apart?.[2] ?? apart?.[4] ?? null;
  const titles = [plan[0], annex[0]].flatMap((line) =>
    line === undefined ? [] : [line.text.replaceAll('*', '').trim()],
  );
  return titles.map((title, index) => ({ title, decidingBody: decider, revisingBody: index === 0 ? null : reviser }));
}

function findingsOf(read: Omit<ReadConsultationFile, 'findings'>, text: string): FileFinding[] {
  const findings: FileFinding[] = [];
  const say = (
    code: FileFinding['code'],
    reference: string | null,
    detail: string,
    severity: FileFinding['severity'] = 'warning',
  ): number => findings.push({ code, severity, reference, detail });
  const { coverLetter, proposal, extract } = read;
  if (coverLetter.addressees.length === 0)
    say('no-addressees', 'B-03', 'Missivet har ingen lista över remissinstanser.', 'error');
  if (coverLetter.replyBy === null && extract?.replyBy == null && proposal?.replyBy == null)
    say('no-deadline', 'B-09', 'Ingen svarstid är angiven någonstans.', 'error');
  deadlines(read, say);
  const places = [
    ['i förslaget', proposal?.place ?? null],
    ['i beslutet', extract?.handedInAt ?? null],
    ['i missivet', coverLetter.place],
  ].filter((place): place is [string, string] => place[1] !== null);
  if (new Set(places.map(([, place]) => place.toLowerCase())).size > 1)
    say(
      'place-differs',
      'B-61',
      `Svaren lämnas till olika ställen: ${places.map(([where, place]) => `${place} (${where})`).join(', ')}.`,
    );
  for (const addition of extract?.additions ?? []) wording(addition, text, say);
  if (
    extract !== null &&
    extract.meetingDay !== null &&
    proposal?.arrival?.day != null &&
    proposal.arrival.day > extract.meetingDay
  )
    say(
      'arrived-after-meeting',
      'B-63',
      `Förslaget är daterat ${proposal.day ?? 'okänd dag'} men ankomststämplat ${proposal.arrival.day}, efter sammanträdet ${extract.meetingDay} som behandlade det.`,
    );
  if (read.numbers.length > 1)
    say(
      'several-numbers',
      'B-05',
      `Ärendet har flera diarienummer: ${read.numbers.join(', ')}. Ett blir det egna, de andra hänvisningar.`,
    );
  ownDays(read, say);
  if (read.parts.some(({ revisingBody }) => revisingBody !== null))
    say(
      'parts-decided-apart',
      'B-33',
      `Delarna beslutas av olika organ: ${read.parts.map(({ title, decidingBody, revisingBody }) => `”${title}” av ${decidingBody}${revisingBody === null ? '' : `, revideras av ${revisingBody}`}`).join('; ')}.`,
    );
  return findings;
}

type Say = (
  code: FileFinding['code'],
  reference: string | null,
  detail: string,
  severity?: FileFinding['severity'],
) => number;

/** B-60: what was proposed, what was decided, what the letter says. */
function deadlines({ coverLetter, proposal, extract }: Omit<ReadConsultationFile, 'findings'>, say: Say): void {
  const stated = [
    ['föreslagen', proposal?.replyBy ?? null],
    ['beslutad', extract?.replyBy ?? null],
    ['i missivet', coverLetter.replyBy],
  ].filter((one): one is [string, NonNullable<typeof coverLetter.replyBy>] => one[1] !== null);
  if (new Set(stated.map(([, { day }]) => day)).size > 1)
    say(
      'deadline-changed',
      'B-60',
      `Svarstiden har ändrats: ${stated.map(([how, replyBy]) => `${shownReplyBy(replyBy)} (${how})`).join(', ')}.`,
    );
  const decided = extract?.replyBy ?? proposal?.replyBy ?? null;
  if (coverLetter.replyBy !== null && coverLetter.replyBy.time !== null && decided !== null && decided.time === null)
    say(
      'time-only-in-letter',
      'B-60',
      `Klockslaget ${coverLetter.replyBy.time.replace(':', '.')} står bara i missivet, inte i beslutet.`,
    );
}

/** B-62: the text that was sent is not the one the body had before it. */
function wording(addition: string, text: string, say: Say): void {
  const { how, decided, written } = findWording(text, addition);
  const short = addition.length > 60 ? `${addition.slice(0, 60)}…` : addition;
  if (how === 'same')
    say(
      'addition-in-text',
      'B-62',
      `Det beslutade tillägget ”${short}” står redan i den text som sändes; den är en senare version än den organet såg.`,
    );
  else if (how === 'reworded')
    say(
      'addition-reworded',
      'B-62',
      `Det beslutade tillägget ”${short}” står i den text som sändes med andra ord: ${decided.length === 0 ? 'inget utgår' : `”${decided.join(' ')}”`} → ${written.length === 0 ? 'struket' : `”${written.join(' ')}”`}.`,
    );
  else say('addition-missing', 'B-62', `Det beslutade tillägget ”${short}” finns inte i den text som sändes.`);
}

/** Internal day before own meeting before the deadline (B-22, B-23). */
function ownDays({ coverLetter, extract }: Omit<ReadConsultationFile, 'findings'>, say: Say): void {
  const dayOf = (kind: string): string | null => coverLetter.stamps.find((stamp) => stamp.kind === kind)?.day ?? null;
  const [draft, meeting] = [dayOf('draftDue'), dayOf('ownMeeting')];
  const deadline = coverLetter.replyBy?.day ?? extract?.replyBy?.day ?? null;
  const days = [draft, meeting, deadline].filter((day) => day !== null);
  if (days.some((day, index) => index > 0 && day <= (days[index - 1] as string)))
    say('own-days-out-of-order', 'B-22', `Remissinstansens dagar kommer i fel ordning: ${days.join(', ')}.`);
}
