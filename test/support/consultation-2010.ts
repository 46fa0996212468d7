/** A municipality of 2010 that never was: a city office whose drafting group asks eleven committees and four unions. */
import type { Day } from '../../src/kernel/day.js';
import { type Role, systemActor } from '../../src/kernel/actor.js';
import { examplePassword } from '../../src/example/organisation.js';
import { createLocalAccount } from '../../src/identity/local-accounts.service.js';
import { Organisation } from '../../src/identity/organisation.service.js';
import { hashPassword } from '../../src/identity/secrets.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import type { Story } from './story.js';

const since = '2007-01-01' as Day;

export const districts = [
  'Norr',
  'Söder',
  'Öster',
  'Väster',
  'Hamnen',
  'Slätten',
  'Åsen',
  'Backen',
  'Ängen',
  'Lunden',
] as const;
export const unions = ['Fackförbundet A', 'Fackförbundet B', 'Fackförbundet C', 'Fackförbundet D'] as const;
export const districtName = (district: string): string => `Stadsdelsfullmäktige ${district}`;
export const resourceCommittee = 'Sociala stödnämnden';

/** Authorities SK (asks) and one per committee, with the drafting group VOB and a board for each committee. */
export async function found2010(story: Story): Promise<void> {
  const organisation = story.app.app.get(Organisation);
  const passwordHash = await hashPassword(examplePassword);
  await story.app.app.get(Transactions).run(async (tx) => {
    const authority = async (
      code: string,
      name: string,
      kind: 'draftingGroup' | 'committee',
      bodyName: string,
    ): Promise<void> => {
      const { id } = await organisation.createAuthority(tx, systemActor, {
        code,
        name,
        administrationName: name,
        validFrom: since,
      });
      story.app.authorityIds.set(code, id);
      const body = await organisation.createBody(tx, systemActor, {
        authorityId: id,
        kind,
        name: bodyName,
        shortName: code,
        validFrom: since,
      });
      story.app.bodyIds.set(code, body.id);
      for (const [index, party] of ['S', 'M', 'V'].entries()) {
        const person = await organisation.createPerson(tx, systemActor, {
          name: `Ledamot ${index + 1}, ${code}`,
          email: `${code}.${index + 1}@exempel.invalid`,
        });
        story.app.personIds.set(`${code.toLowerCase()}.${index + 1}`, person.id);
        const role: Role = index === 0 ? 'chair' : 'member';
        await organisation.appoint(tx, systemActor, {
          personId: person.id,
          role,
          bodyId: body.id,
          fromDay: since,
          party,
        });
      }
      for (const [username, role] of [
        ['sekreterare', 'committeeSecretary'],
        ['registrator', 'registrar'],
        ['handlaggare', 'caseOfficer'],
        ['chef', 'administrationDirector'],
      ] as const) {
        const account = `${code.toLowerCase()}.${username}`;
        const person = await organisation.createPerson(tx, systemActor, {
          name: `${username}, ${code}`,
          title: username,
          email: `${account}@exempel.invalid`,
        });
        await organisation.appoint(tx, systemActor, { personId: person.id, role, authorityId: id, fromDay: since });
        await createLocalAccount(tx, person.id, account, passwordHash);
        story.app.personIds.set(account, person.id);
      }
    };
    await authority('SK', 'Stadskontoret', 'draftingGroup', 'Vård- och omsorgsberedningen');
    for (const [index, district] of districts.entries())
      await authority(
        `SD${String.fromCodePoint(65 + index)}`,
        districtName(district),
        'committee',
        districtName(district),
      );
    await authority('SSN', resourceCommittee, 'committee', resourceCommittee);
  });
}

export const districtCode = (district: (typeof districts)[number]): string =>
  `SD${String.fromCodePoint(65 + districts.indexOf(district))}`;
