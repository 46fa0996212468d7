/** What an announcement must say, in words: one source for the page and the document. Pure. */
import { paragraphsText } from '../minutes/minutes.words.js';
import type { AnnouncementView } from './board.queries.js';

/** KL 13:1, 13:4-5, R-38: who may, by when, where and how. One text for page and document. */
export function howToAppeal({
  appealEndDay,
}: Pick<AnnouncementView, 'appealEndDay'>): readonly [string, string, string] {
  return [
    `Den som är medlem i kommunen kan få lagligheten av besluten prövad (kommunallagen 13 kap.). Överklagandet ska vara skriftligt och ha kommit in till förvaltningsrätten senast ${appealEndDay}.`,
    'Ange vilket beslut du överklagar, med organ, dag och paragraf, och de omständigheter som gör att du anser att det strider mot lag.',
    'Rent förberedande eller rent verkställande beslut går inte att överklaga. Det är domstolen som avgör om ett överklagande kan tas upp.',
  ];
}

/** what the announcement must say, as label and value. One list for page and document. */
export function factsOf(announcement: AnnouncementView): [string, string][] {
  const { minuteItems, daysLate, postedElsewhere } = announcement;
  return [
    ['Organ', announcement.bodyName],
    ['Sammanträdesdag', announcement.meetingDay],
    ['Paragrafer', paragraphsText(minuteItems) || 'inga'],
    ['Protokollet justerat', announcement.adjustedDay],
    ['Anslaget sattes upp', announcement.postedDay],
    ...(daysLate === 0 ? [] : ([['Anslaget sent', lateText(daysLate)]] as [string, string][])),
    ...(postedElsewhere === null ? [] : ([['Anslaget satt tidigare', postedElsewhere]] as [string, string][])),
    ['Sista dag att överklaga', announcement.appealEndDay],
    ['Anslaget tas ned', announcement.takeDownDay],
    ['Protokollet förvaras hos', announcement.whereKept],
  ];
}

export function kindText({ kind }: Pick<AnnouncementView, 'kind'>): string {
  return kind === 'immediate'
    ? 'Det gäller paragrafer som justerades omedelbart; resten av protokollet anslås för sig.'
    : 'Det gäller hela protokollet, utom paragrafer som har justerats omedelbart och anslagits för sig.';
}

const lateText = (days: number): string =>
  `${days} ${days === 1 ? 'dag' : 'dagar'} efter den sista dagen (KL 8 kap. 12 §)`;
