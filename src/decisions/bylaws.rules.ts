/** What a body may set for itself, and what holds until it has. What the law sets stands in the rules, not here. Pure. */
import { invalid } from '../kernel/errors.js';
import type { BodyKind } from './subject-handler.js';

export const raisers = ['chair', 'viceChair', 'member', 'substitute', 'administration'] as const;

export interface Bylaws {
  /** Days between the notice and the meeting. */
  noticeDays: number;
  /** May members take part from elsewhere (KL 6:24)? */
  remoteParticipation: boolean;
  /** Must reasons for a reservation be handed in before the minutes are adjusted? */
  writtenReservations: boolean;
  /** May substitutes speak without serving? */
  substitutesMaySpeak: boolean;
  substituteOrder: 'party' | 'list';
  /** Who may raise a matter. */
  mayRaise: readonly (typeof raisers)[number][];
  /** Paragraphs of the minutes run over the calendar year, or over the four years of the term. */
  numbering: 'year' | 'term';
  /** May somebody who left for another reason than disqualification serve again the same day? */
  mayServeAgain: boolean;
  /** How many members the body has, vacant seats included; null: as many as are elected. */
  memberSeats: number | null;
  openToPublic: boolean;
  /** Against whom the council's third is counted. */
  minorityCounts: 'present' | 'voting';
}

/** KL 5:13-15: the council is called and its meeting announced at least a week before. */
export const councilNoticeDays = 7;

/** In force while the body has set nothing: the careful choice at each point. */
export function defaultBylaws(kind: BodyKind): Bylaws {
  return {
    noticeDays: kind === 'council' ? councilNoticeDays : 0,
    remoteParticipation: false,
    writtenReservations: false,
    substitutesMaySpeak: true,
    substituteOrder: 'party',
    mayRaise: ['chair', 'viceChair', 'member', 'administration'],
    numbering: 'year',
    mayServeAgain: false,
    memberSeats: null,
    openToPublic: kind === 'council',
    minorityCounts: 'present',
  };
}

/** @throws validation-failed where the law leaves the body no choice. */
export function requireLawfulBylaws(bylaws: Bylaws, kind: BodyKind): void {
  if (kind !== 'council') return;
  if (bylaws.noticeDays < councilNoticeDays)
    throw invalid('/noticeDays', 'range', 'Fullmäktige ska kallas minst en vecka före sammanträdet (KL 5 kap. 15 §).');
  if (!bylaws.openToPublic)
    throw invalid('/openToPublic', 'not-applicable', 'Fullmäktiges sammanträden är offentliga (KL 5 kap. 42 §).');
  if (bylaws.mayServeAgain)
    throw invalid(
      '/mayServeAgain',
      'not-applicable',
      'I fullmäktige får den som har avbrutit sin tjänstgöring av annat skäl än jäv inte tjänstgöra mer samma dag (KL 5 kap. 20 §).',
    );
}

/** The year a paragraph's number belongs to: the calendar year, or the first year of the term (terms begin 2019, 2023 …). */
export function seriesYear(day: string, numbering: Bylaws['numbering']): number {
  const year = Number(day.slice(0, 4));
  return numbering === 'year' ? year : year - ((((year - 2023) % 4) + 4) % 4);
}
