/** What stands ready for an agenda, of every kind: the secretary's list of what to put before which meeting. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { ownAuthorities } from '../identity/reach.rules.js';
import { may } from '../identity/permit.rules.js';
import { paged } from '../platform/database/paged.js';
import { dynamicRows } from '../platform/database/sql.js';
import type { SubjectKind } from './subject-handler.js';
import { Subjects } from './subjects.js';

export interface ReadyMatter {
  subjectKind: SubjectKind;
  subjectId: string;
  matterId: string;
  registrationNumber: string;
  title: string;
  authorityId: string;
  authorityName: string;
  openedDay: string;
}

@Injectable()
export class ReadyMatters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subjects: Subjects,
  ) {}

  /** In the authorities whose agendas the actor plans, the oldest matter first. */
  list(actor: Actor, page: PageRequest): Promise<Page<ReadyMatter>> {
    const planned = ownAuthorities(actor).filter((authorityId) => may(actor, 'route.plan', { authorityId }));
    // The handlers' own constant texts; nothing of it comes from a request.
    const ready = this.subjects
      .all()
      .map(({ kind, readySql }) => `select '${kind}' as subject_kind, r.subject_id, r.matter_id from (${readySql}) r`)
      .join(' union all ');
    const listing = {
      columns: `r.subject_kind as "subjectKind", r.subject_id as "subjectId", m.id as "matterId", m.registration_number as "registrationNumber",
        m.title, m.authority_id as "authorityId", a.name as "authorityName", m.opened_day as "openedDay"`,
      from: `(${ready}) r join matter m on m.id = r.matter_id join authority a on a.id = m.authority_id where m.authority_id = any($1::uuid[])`,
      orderBy: 'm.opened_day, m.id, r.subject_id',
    };
    return paged<ReadyMatter>(this.dataSource, listing, [planned], page, dynamicRows);
  }
}
