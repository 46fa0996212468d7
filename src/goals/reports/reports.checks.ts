/** Invariants of period reports, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';

export const reportChecks: Check[] = [
  {
    name: 'goals/D4-locked-report-unchanged',
    meaning: 'An entry of a decided report says something else than the version that was decided, or is not locked.',
    sql: `select e.report_id, e.goal_id from period_report r join period_report_version v on v.id = r.current_version_id join report_entry e on e.report_id = r.id
            left join lateral (select c from jsonb_array_elements(v.content::jsonb -> 'entries') c where c ->> 'goalId' = e.goal_id::text) d on true
           where r.status = 'decided' and (e.state <> 'lockedWithReport' or d.c is null or d.c ->> 'status' <> e.status
             or d.c ->> 'reasons' is distinct from e.reasons or d.c -> 'comment' <> e.comment)`,
  },
  {
    name: 'goals/D4-frozen-report-is-its-hash',
    meaning: 'What is frozen of a report is not what its digest was taken of.',
    sql: `select id as version_id from period_report_version where frozen_at is not null and content_hash <> sha256(convert_to(content, 'UTF8'))`,
  },
  {
    name: 'goals/D4-no-outcome-after-the-report',
    meaning:
      'An outcome was recorded for a period whose report had already been frozen in the version that was decided.',
    sql: `select o.id as outcome_id, r.id as report_id from period_report r join period_report_version v on v.id = r.current_version_id
            join goal g on g.authority_id = r.authority_id join indicator i on i.goal_id = g.id
            join indicator_outcome o on o.indicator_id = i.id and o.year = r.year and o.period = r.period
           where r.status in ('scheduled', 'decided') and o.recorded_at > v.frozen_at`,
  },
  {
    name: 'goals/D3-report-on-an-agenda-is-frozen',
    meaning: 'A body has before it a version of a report that can still be changed, or one of another report.',
    sql: `select a.id as agenda_item_id, a.subject_version_id from agenda_item a
            left join period_report_version v on v.id = a.subject_version_id and v.report_id = a.subject_id
           where a.subject_kind = 'periodReport' and v.frozen_at is null`,
  },
  {
    name: 'goals/D6-scheduled-report-is-on-its-way',
    meaning: 'A report is scheduled without a running route, or on a route without being scheduled.',
    sql: `select r.id as report_id, r.status, t.id as route_id from period_report r left join route t on t.subject_id = r.id and t.status = 'running'
           where (r.status = 'scheduled') <> (t.id is not null)`,
  },
  {
    name: 'goals/D1-report-status-follows-the-events',
    meaning: 'A report has a status that its last act did not lead to.',
    sql: `select r.id as report_id, r.status, e.type from period_report r
            left join lateral (select type from event where subject_kind = 'periodReport' and subject_id = r.id and type in ('periodReport.opened',
              'periodReport.changed', 'periodReport.revised', 'periodReport.scheduled', 'periodReport.passedOn', 'periodReport.tabled', 'periodReport.decided',
              'periodReport.rejected', 'periodReport.referredBack', 'periodReport.withdrawn') order by id desc limit 1) e on true
           where r.status <> case e.type when 'periodReport.decided' then 'decided' when 'periodReport.rejected' then 'rejected' when 'periodReport.withdrawn' then 'withdrawn'
             when 'periodReport.referredBack' then 'referredBack' when 'periodReport.scheduled' then 'scheduled' when 'periodReport.passedOn' then 'scheduled'
             when 'periodReport.tabled' then 'scheduled' when 'periodReport.opened' then 'drafting' when 'periodReport.changed' then 'drafting'
             when 'periodReport.revised' then 'drafting' else 'none' end`,
  },
  {
    name: 'goals/D9-entry-by-four-eyes',
    meaning:
      'A goal in a report was reviewed by the one who marked it done, or was decided without having been reviewed.',
    sql: `select report_id, goal_id from report_entry where marked_by = reviewed_by or (state in ('reviewed', 'lockedWithReport') and reviewed_by is null)`,
  },
  {
    name: 'goals/R60-decided-status-has-reasons',
    meaning:
      'A goal was decided without a status and without the reason for it, or judged above others without reasons.',
    sql: `select e.report_id, e.goal_id, e.status from report_entry e where e.state = 'lockedWithReport' and length(trim(coalesce(e.reasons, ''))) = 0
             and e.status in ('notMeasured', 'unknown')`,
  },
];
