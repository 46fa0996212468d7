/** Who and what there is: authorities, bodies, people and appointments, for reading. Never e-mail addresses or accounts. */
import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { paged } from '../platform/database/paged.js';
import { type Db, rows } from '../platform/database/sql.js';
import type { BodyKind } from './organisation.rules.js';

export interface Authority {
  id: string;
  /** First part of its registration numbers, e.g. `ASN`. */
  code: string;
  name: string;
  administrationName: string;
  organisationNumber: string | null;
  validFrom: Day;
  validTo: Day | null;
  successorId: string | null;
}

export interface Body {
  id: string;
  authorityId: string;
  kind: BodyKind;
  name: string;
  shortName: string;
  validFrom: Day;
  validTo: Day | null;
  successorId: string | null;
}

export interface Person {
  id: string;
  name: string;
  title: string | null;
}

export interface ListedPerson extends Person {
  /** Since when the person has no way in; null for somebody in service. */
  deactivatedAt: Date | null;
}

export interface AppointmentView {
  id: string;
  personId: string;
  personName: string;
  role: Role;
  authorityId: string | null;
  bodyId: string | null;
  fromDay: Day;
  toDay: Day | null;
  party: string | null;
  callingOrder: number | null;
}

export interface BodyFilter {
  authorityId?: string | undefined;
  onDay?: Day | undefined;
}

export interface AppointmentFilter extends BodyFilter {
  personId?: string | undefined;
  bodyId?: string | undefined;
}

/** An appointment in force today, with the names a screen shows. */
export interface HeldAppointment {
  role: Role;
  authorityId: string | null;
  authorityName: string | null;
  bodyId: string | null;
  bodyName: string | null;
}

const authorityColumns = `id, code, name, administration_name as "administrationName", organisation_number as "organisationNumber",
  valid_from as "validFrom", valid_to as "validTo", successor_id as "successorId"`;
const bodyColumns = `id, authority_id as "authorityId", kind, name, short_name as "shortName", valid_from as "validFrom",
  valid_to as "validTo", successor_id as "successorId"`;

@Injectable()
export class OrganisationQueries {
  async authority(db: Db, id: string): Promise<Authority | undefined> {
    const [row] = await rows<Authority>(db, `select ${authorityColumns} from authority where id = $1`, [id]);
    return row;
  }

  async body(db: Db, id: string): Promise<Body | undefined> {
    const [row] = await rows<Body>(db, `select ${bodyColumns} from body where id = $1`, [id]);
    return row;
  }

  async bodyByShortName(db: Db, shortName: string): Promise<Body | undefined> {
    const [row] = await rows<Body>(db, `select ${bodyColumns} from body where short_name = $1`, [shortName]);
    return row;
  }

  async person(db: Db, id: string): Promise<Person | undefined> {
    const [row] = await rows<Person>(db, `select id, name, title from person where id = $1`, [id]);
    return row;
  }

  /** What the person holds today, in the order it was given. */
  async held(db: Db, personId: string): Promise<HeldAppointment[]> {
    return rows<HeldAppointment>(
      db,
      `select a.role, a.authority_id as "authorityId", o.name as "authorityName", a.body_id as "bodyId", b.name as "bodyName"
         from appointment a left join authority o on o.id = a.authority_id left join body b on b.id = a.body_id
        where a.person_id = $1 and a.from_day <= today_in_stockholm() and (a.to_day is null or a.to_day >= today_in_stockholm())
        order by a.id`,
      [personId],
    );
  }

  /** The person as an actor would be who had just signed in; for the command line, which has no session. */
  async actorOf(db: Db, personId: string): Promise<Actor> {
    const appointments = await this.held(db, personId);
    return {
      kind: 'person',
      personId,
      tokenId: null,
      scopes: null,
      requestId: null,
      appointments: appointments.map(({ role, authorityId, bodyId }) => ({ role, authorityId, bodyId })),
    };
  }

  /** @param onDay only those that exist on the day */
  async authorities(db: Db, page: PageRequest, onDay?: Day): Promise<Page<Authority>> {
    const where = `$1::date is null or ($1 between valid_from and coalesce(valid_to, 'infinity'))`;
    return pageOf(db, page, authorityColumns, `authority where ${where}`, 'name, id', [onDay]);
  }

  async bodies(db: Db, page: PageRequest, { authorityId, onDay }: BodyFilter): Promise<Page<Body>> {
    const where = `($1::uuid is null or authority_id = $1)
      and ($2::date is null or $2 between valid_from and coalesce(valid_to, 'infinity'))`;
    return pageOf(db, page, bodyColumns, `body where ${where}`, 'name, id', [authorityId, onDay]);
  }

  /** People in service, and those who have left it when they are asked for; `q` is a part of the name. */
  async people(
    db: Db,
    page: PageRequest,
    { q, alsoDeactivated }: { q?: string | undefined; alsoDeactivated?: string | undefined },
  ): Promise<Page<ListedPerson>> {
    const where = `($2::text is not null or deactivated_at is null) and ($1::text is null or strpos(lower(name), lower($1)) > 0)`;
    const columns = 'id, name, title, deactivated_at as "deactivatedAt"';
    const filters = [q?.trim().normalize('NFC'), alsoDeactivated];
    return pageOf(db, page, columns, `person where ${where}`, 'name, id', filters);
  }

  async appointments(db: Db, page: PageRequest, filter: AppointmentFilter): Promise<Page<AppointmentView>> {
    const columns = `a.id, a.person_id as "personId", p.name as "personName", a.role, a.authority_id as "authorityId",
      a.body_id as "bodyId", a.from_day as "fromDay", a.to_day as "toDay", a.party, a.calling_order as "callingOrder"`;
    const from = `appointment a join person p on p.id = a.person_id
      where ($1::uuid is null or a.person_id = $1) and ($2::uuid is null or a.authority_id = $2)
        and ($3::uuid is null or a.body_id = $3)
        and ($4::date is null or $4 between a.from_day and coalesce(a.to_day, 'infinity'))`;
    const values = [filter.personId, filter.authorityId, filter.bodyId, filter.onDay];
    return pageOf(db, page, columns, from, 'p.name, a.from_day, a.id', values);
  }
}

/** Every text given here is constant, so the few statements stay few prepared statements. */
function pageOf<T extends object>(
  db: Db,
  page: PageRequest,
  columns: string,
  from: string,
  orderBy: string,
  filters: readonly (string | undefined)[],
): Promise<Page<T>> {
  return paged(
    db,
    { columns, from, orderBy },
    filters.map((value) => value ?? null),
    page,
  );
}
