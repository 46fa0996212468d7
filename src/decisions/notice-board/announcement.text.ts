/** What an announcement must say, in words: one source for the page and the document. Pure. */
import { paragraphsText } from '../minutes/minutes.words.js';
import type { AnnouncedDelegatedDecision, AnnouncementView } from './board.queries.js';

/** What the notice is about, as a heading. */
export function titleOf({ bodyName, meetingDay, delegatedDecision }: AnnouncementView): string {
  if (delegatedDecision === null) return `Protokoll från ${bodyName} ${meetingDay}`;
  return `Delegationsbeslut ${numberOf(delegatedDecision)} för ${bodyName}`;
}

/** What has happened, so that the time to appeal runs. */
export function leadOf(announcement: AnnouncementView): string {
  if (announcement.delegatedDecision === null) return `Protokollet är justerat. ${kindText(announcement)}`;
  return 'Beslutet är fattat på delegation, anmäls inte till organet och är protokollfört särskilt (kommunallagen 6 kap. 40 §, 7 kap. 8 §). Protokollet är justerat.';
}

/** KL 13:1, 13:4-5, R-38: who may, by when, where and how. One text for page and document. */
export function howToAppeal({
  appealEndDay,
  delegatedDecision,
}: Pick<AnnouncementView, 'appealEndDay' | 'delegatedDecision'>): readonly [string, string, string] {
  const place = delegatedDecision === null ? 'organ, dag och paragraf' : 'organ, dag och nummer';
  return [
    `Den som är medlem i kommunen kan få lagligheten av besluten prövad (kommunallagen 13 kap.). Överklagandet ska vara skriftligt och ha kommit in till förvaltningsrätten senast ${appealEndDay}.`,
    `Ange vilket beslut du överklagar, med ${place}, och de omständigheter som gör att du anser att det strider mot lag.`,
    'Rent förberedande eller rent verkställande beslut går inte att överklaga. Det är domstolen som avgör om ett överklagande kan tas upp.',
  ];
}

/** what the announcement must say, as label and value. One list for page and document. */
export function factsOf(announcement: AnnouncementView): [string, string][] {
  const { daysLate, postedElsewhere } = announcement;
  return [
    ['Organ', announcement.bodyName],
    ...subjectFacts(announcement),
    ['Protokollet justerat', announcement.adjustedDay],
    ['Anslaget sattes upp', announcement.postedDay],
    ...(daysLate === 0 ? [] : ([['Anslaget sent', lateText(daysLate)]] as [string, string][])),
    ...(postedElsewhere === null ? [] : ([['Anslaget satt tidigare', postedElsewhere]] as [string, string][])),
    ['Sista dag att överklaga', announcement.appealEndDay],
    ['Anslaget tas ned', announcement.takeDownDay],
    ['Protokollet förvaras hos', announcement.whereKept],
  ];
}

function subjectFacts({ meetingDay, minuteItems, delegatedDecision }: AnnouncementView): [string, string][] {
  if (delegatedDecision === null)
    return [
      ['Sammanträdesdag', meetingDay ?? ''],
      ['Paragrafer', paragraphsText(minuteItems) || 'inga'],
    ];
  const { decidedDay, ruleNumber, ruleDescription, registrationNumber } = delegatedDecision;
  return [
    ['Delegationsbeslut', numberOf(delegatedDecision)],
    ['Beslutsdag', decidedDay],
    ['Gäller', `${ruleDescription} (delegationsordningen, punkt ${ruleNumber})`],
    ...(registrationNumber === null ? [] : ([['Diarienummer', registrationNumber]] as [string, string][])),
  ];
}

const numberOf = ({ number, year }: AnnouncedDelegatedDecision): string => `${number}/${year}`;

function kindText({ kind }: Pick<AnnouncementView, 'kind'>): string {
  return kind === 'immediate'
    ? 'Det gäller paragrafer som justerades omedelbart; resten av protokollet anslås för sig.'
    : 'Det gäller hela protokollet, utom paragrafer som har justerats omedelbart och anslagits för sig.';
}

const lateText = (days: number): string =>
  `${days} ${days === 1 ? 'dag' : 'dagar'} efter den sista dagen (KL 8 kap. 12 §)`;
