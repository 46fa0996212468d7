/** Why: those who were there at the opening came together, a day noted afterwards says where it was noted, and a claim may be refused. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteWhatHappenedWhen1763700000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meeting add column opened_with integer not null default 0;
      comment on column meeting.opened_with is 'How many of the attendance entries are those of the opening; whoever is recorded later came later, whatever the clock says.';
      -- The event of the opening is the only place that tells it of meetings opened before this.
      update meeting g set opened_with = coalesce((select (e.payload ->> 'present')::integer from event e
        where e.subject_kind = 'meeting' and e.subject_id = g.id and e.type = 'meeting.opened' order by e.id limit 1), 0);

      alter table agenda_version add column sent_elsewhere text;
      comment on column agenda_version.sent_elsewhere is 'How it was sent, when the day is an earlier one than the day it was recorded here.';

      alter table claim add column refused_ground text;
      comment on column claim.refused_ground is 'Why the chair refused to put the claim (KL 5:57); it stays in the minutes and is not put.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table claim drop column refused_ground;
      alter table agenda_version drop column sent_elsewhere;
      alter table meeting drop column opened_with;
    `);
  }
}
