/** Minutes do not wait for ever for somebody who is ill or gone: another who was there signs instead (KL 5:69, 6:35). */
import { jest } from '@jest/globals';
import mammoth from 'mammoth';
import type { Client } from '../support/app.js';
import { onMinutes, signOnPaper, Sittings } from '../support/minutes.js';
import { expectStatus, refusal, Story } from '../support/story.js';

jest.setTimeout(30_000);

let story: Story;
let sittings: Sittings;
let secretary: Client;
let chair: Client;
let adjuster: Client;
beforeAll(async () => {
  story = await Story.begin();
  sittings = await Sittings.begin(story);
  ({ secretary, chair, adjuster } = sittings);
}, 60_000);
afterAll(() => story.app.stop());

const waiting = async (who: Client): Promise<string[]> =>
  (await expectStatus(200, who.get('minutes-to-sign?limit=200'))).body.items.map((one: { id: string }) => one.id);

describe('when one who was to sign cannot', () => {
  const id = (name: string): string => story.person(`asn.${name}`);
  const standIn = (hindered: string, person: string, over: object = {}) => ({
    hinderedId: id(hindered),
    personId: id(person),
    ground: 'Vald till ersättare för justerare',
    ...over,
  });

  it('another who was there signs instead, and the minutes say so', async () => {
    const { minutesId, day } = await sittings.sent();
    await expectStatus(201, onMinutes(chair, minutesId, 'signatures', { method: 'signedIn' }));
    const { body: before } = await expectStatus(200, secretary.get(`minutes/${minutesId}`));
    const refused = async (body: object) =>
      refusal(await secretary.post(`minutes/${minutesId}/stand-ins`, body, { ifMatch: before.version }));
    expect(await refused(standIn('ledamot', 'ledamot2'))).toBe('422 validation-failed/not-a-signer');
    expect(await refused(standIn('ordforande', 'ledamot'))).toBe('409 state-conflict/already-signed');
    expect(await refused(standIn('vice', 'sekreterare'))).toBe('422 validation-failed/is-secretary');
    expect(await refused(standIn('vice', 'ordforande'))).toBe('422 validation-failed/already-signer');
    expect(await refused(standIn('vice', 'handlaggare'))).toBe('422 validation-failed/not-serving');
    expect(await refused(standIn('vice', 'ledamot', { ground: ' ' }))).toMatch(/^422 validation-failed/);
    const { body: named } = await expectStatus(
      201,
      onMinutes(secretary, minutesId, 'stand-ins', standIn('vice', 'ledamot')),
    );
    expect(named).toMatchObject({
      status: 'signing',
      contentHash: before.contentHash,
      missing: [{ personId: id('ledamot'), role: 'adjuster' }],
      standIns: [{ hinderedId: id('vice'), personId: id('ledamot'), ground: 'Vald till ersättare för justerare' }],
    });
    expect(await waiting(adjuster)).not.toContain(minutesId);
    const member = await story.as('asn.ledamot');
    expect(await waiting(member)).toContain(minutesId);
    expect(refusal(await onMinutes(adjuster, minutesId, 'signatures', { method: 'signedIn' }))).toBe(
      '409 state-conflict/not-an-adjuster',
    );
    const { body: adjusted } = await expectStatus(
      201,
      onMinutes(member, minutesId, 'signatures', { method: 'signedIn' }),
    );
    expect(adjusted).toMatchObject({ status: 'adjusted', missing: [] });
    expect(refusal(await onMinutes(secretary, minutesId, 'stand-ins', standIn('vice', 'ledamot2')))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    const docx = await fetch(`${story.app.address}/api/v1/public/minutes/${minutesId}/document?format=docx`);
    const { value: text } = await mammoth.extractRawText({ buffer: Buffer.from(await docx.arrayBuffer()) });
    expect(text).toMatch(/justerar i stället för .+, som har förhinder\. Vald till ersättare för justerare/);
    expect(text).toMatch(/Justerare, i stället för/);
    expect(day).toBe(adjusted.day);
    expect(await story.app.violations()).toEqual([]);
  });

  it('the stand-in can be hindered too, and the first one be well again', async () => {
    const { minutesId, day } = await sittings.sent();
    for (const [hindered, person] of [
      ['vice', 'ledamot'],
      ['ledamot', 'ledamot2'],
      ['ledamot2', 'vice'],
      ['ordforande', 'ledamot3'],
    ] as const)
      await expectStatus(201, onMinutes(secretary, minutesId, 'stand-ins', standIn(hindered, person)));
    expect(await waiting(adjuster)).toContain(minutesId);
    expect(await waiting(chair)).not.toContain(minutesId);
    const { body } = await signOnPaper(secretary, minutesId, day);
    expect(body.signatures).toMatchObject([
      { personId: id('ledamot3'), role: 'chair' },
      { personId: id('vice'), role: 'adjuster' },
    ]);
    expect(await story.app.violations()).toEqual([]);
  });

  it('taken back and sent again it begins anew', async () => {
    const { minutesId } = await sittings.sent();
    await expectStatus(201, onMinutes(secretary, minutesId, 'stand-ins', standIn('vice', 'ledamot')));
    await expectStatus(200, onMinutes(secretary, minutesId, 'return-to-draft'));
    const { body } = await expectStatus(200, onMinutes(secretary, minutesId, 'signing'));
    expect(body).toMatchObject({
      standIns: [],
      missing: [{ personId: id('vice') }, { personId: id('ordforande') }],
    });
    expect(await waiting(await story.as('asn.ledamot'))).not.toContain(minutesId);
  });
});
