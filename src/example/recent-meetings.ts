/**
 * Meetings near the day the example is loaded, so that the notice board has something on it and the calendar something to
 * come: a committee meeting with a delegation report, adjusted and announced, and a council meeting with a motion.
 */
import { addDays, type Day } from '../kernel/day.js';
import { Businesses } from '../decisions/business/businesses.service.js';
import { DelegatedDecisions } from '../decisions/delegation/delegated-decisions.service.js';
import { DelegationReports } from '../decisions/delegation/delegation-reports.service.js';
import { DelegationSchemes } from '../decisions/delegation/delegation-schemes.service.js';
import { NoticeSending } from '../decisions/notices.service.js';
import { Meetings } from '../decisions/meetings.service.js';
import { rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import type { ExampleActs } from './acts.js';

export async function loadRecentMeetings(acts: ExampleActs): Promise<void> {
  const { today } = only(await rows<{ today: Day }>(acts.tx, `select today_in_stockholm() as today`));
  await heldAndAnnounced(acts, addDays(today, -10), addDays(today, -4));
  await toCome(acts, addDays(today, 20));
}

/** The committee notes what was decided on its behalf, answers an initiative, and is announced. */
async function heldAndAnnounced(acts: ExampleActs, day: Day, adjustedDay: Day): Promise<void> {
  const { app, tx } = acts;
  const secretary = await acts.actor('asn.sekreterare');
  const bodyId = acts.body('ASN');
  await app.get(DelegationSchemes).set(tx, secretary, {
    bodyId,
    fromDay: addDays(day, -60),
    ground: 'Delegationsordning för nämnden (exempel)',
    rules: [
      {
        number: '1.1',
        description: 'Avtal om lokaler till ett värde av högst 500 000 kronor',
        category: 'procurement',
        delegates: [{ kind: 'employee', role: 'administrationDirector' }],
        reporting: 'nextMeeting',
      },
    ],
  });
  const director = await acts.actor('asn.direktor');
  const decided = { bodyId, ruleNumber: '1.1', decidedDay: addDays(day, -20) };
  await app
    .get(DelegatedDecisions)
    .decide(tx, director, { ...decided, text: 'Avtal om lokal för en fältgrupp i två år.' });
  const meeting = await app
    .get(Meetings)
    .plan(tx, secretary, { bodyId, day, startsAt: '13:00', place: 'Stadshuset, sal 3' });
  const report = await app.get(DelegationReports).make(tx, secretary, meeting.id);
  const member = await acts.actor('asn.ledamot');
  const initiative = await app.get(Businesses).create(tx, member, {
    kind: 'memberInitiative',
    authorityId: acts.authority('ASN'),
    bodyId,
    title: 'Ledamotsinitiativ om uppföljning av fältarbetet',
    background: 'Nämnden följer varje halvår upp var fältgrupperna arbetar.',
    decisionPoints: [
      { type: 'approve', text: 'Nämnden uppdrar åt förvaltningen att redovisa fältarbetet varje halvår.' },
    ],
  });
  await acts.route('business', initiative.id, 'asn.sekreterare', [{ bodyId, day }]);
  await acts.decide(report.businessId, 'asn.sekreterare', 'note');
  await acts.decide(initiative.id, 'asn.sekreterare', 'approve');
  await acts.close(meeting.id, 'asn.sekreterare');
  await acts.adjust(meeting.id, 'asn.sekreterare', adjustedDay);
}

/** The council is called; a motion stands on the agenda. */
async function toCome(acts: ExampleActs, day: Day): Promise<void> {
  const { app, tx } = acts;
  const secretary = await acts.actor('kf.sekreterare');
  const bodyId = acts.body('KF');
  const mover = await acts.actor('asn.vice');
  const motion = await app.get(Businesses).create(tx, mover, {
    kind: 'motion',
    authorityId: acts.authority('KF'),
    bodyId,
    title: 'Motion om trygga skolvägar',
    background: 'Barn ska kunna gå och cykla till skolan.',
    decisionPoints: [{ type: 'approve', text: 'Kommunfullmäktige ger kommunstyrelsen i uppdrag att ta fram en plan.' }],
  });
  const meeting = await app
    .get(Meetings)
    .plan(tx, secretary, { bodyId, day, startsAt: '18:00', place: 'Sessionssalen' });
  await acts.route('business', motion.id, 'kf.sekreterare', [{ bodyId, day }]);
  await app.get(NoticeSending).send(tx, secretary, meeting.id, meeting.version, {});
}
