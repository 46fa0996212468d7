/** Decisions by delegation that are minuted by themselves, and their notices. */
import type { BoardScene } from './board-scene.js';
import { expectStatus } from './replies.js';

export interface AnnouncedDelegated {
  decisionId: string;
  number: number;
  announcement: { id: string; appealEndDay: string; version: number };
}

const presidium = { delegates: [{ kind: 'presidium' }] };

/** A scheme whose rule 1 is minuted, 2 is about individuals and minuted, 3 cannot be appealed, 4 is reported. */
export async function minutingScheme({ story }: BoardScene): Promise<void> {
  const secretary = await story.as('asn.sekreterare');
  await expectStatus(
    201,
    secretary.post(`bodies/${story.body('ASN')}/delegation-schemes`, {
      fromDay: '2023-01-01',
      ground: 'ASN 2022-12-14 § 130',
      rules: [
        { number: '1', description: 'Representation', category: 'other', ...presidium, reporting: 'minuted' },
        { number: '2', description: 'Bistånd', category: 'individualAuthority', ...presidium, reporting: 'minuted' },
        {
          number: '3',
          description: 'Inköp',
          category: 'procurement',
          ...presidium,
          isAppealable: false,
          reporting: 'minuted',
        },
        { number: '4', description: 'Avgift', category: 'finance', ...presidium, reporting: 'nextMeeting' },
      ],
    }),
  );
}

export async function decideDelegated(
  { story }: BoardScene,
  over: Record<string, unknown> = {},
): Promise<{ id: string; number: number; version: number }> {
  const chair = await story.as('asn.ordforande');
  const decision = { ruleNumber: '1', decidedDay: '2023-04-20', text: 'Representation sker.', ...over };
  return (await expectStatus(201, chair.post(`bodies/${story.body('ASN')}/delegated-decisions`, decision))).body;
}

/** Decided, minuted on its day and announced the day after, on a board of paper. */
export async function announceDelegated(
  scene: BoardScene,
  over: Record<string, unknown> = {},
): Promise<AnnouncedDelegated> {
  await minutingScheme(scene);
  const { id, number, version } = await decideDelegated(scene, over);
  const secretary = await scene.story.as('asn.sekreterare');
  const notice = {
    minutedDay: '2023-04-20',
    postedDay: '2023-04-21',
    postedElsewhere: 'Stadshusets anslagstavla, hela tiden',
  };
  const posted = await expectStatus(
    201,
    secretary.post(`delegated-decisions/${id}/announcement`, notice, { ifMatch: version }),
  );
  return { decisionId: id, number, announcement: posted.body };
}
