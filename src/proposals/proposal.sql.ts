/** The statements of the proposals module. The rows they give are turned into content in `proposal.store.ts`. */

/** A version as one row, its measures as one JSON list. */
export const versionColumns = `
  v.id as version_id, v.number, v.origin, v.title, v.document_day, v.sections, v.decision_points, v.decision_plan, v.dispatch_list,
  v.goal_references, v.total_ore, v.content_hash, v.created_by, v.created_at as version_created_at, v.frozen_at,
  (select coalesce(jsonb_agg(jsonb_build_object('measureKey', m.measure_key, 'title', m.title, 'ore', m.requested_ore::text, 'year', m.year,
      'sourceId', m.source_id, 'details', m.details) order by m.position), '[]')
     from measure m where m.version_id = v.id) as measures`;

export const selectFound = `
  select id, matter_id, authority_id, submitted_version_id is not null as is_submitted from proposal where id = $1`;

/** For an agenda: the version that stands, and the newest one others may see with its own title. */
export const selectSubject = `
  select p.matter_id, p.authority_id, p.title as shown_title, p.current_version_id, p.current_version, p.submitted_version_id,
      s.number as submitted_version, v.title
    from proposal p join proposal_version v on v.id = p.current_version_id left join proposal_version s on s.id = p.submitted_version_id
   where p.id = $1`;

/** One version for agenda and minutes, with the names of the authorities its dispatch list points at. */
export const selectPresented = `
  select ${versionColumns},
      (select coalesce(jsonb_object_agg(a.id, a.name), '{}') from authority a
        where a.id::text in (select r ->> 'authorityId' from jsonb_array_elements(v.dispatch_list) r)) as names
    from proposal_version v where v.proposal_id = $1 and v.id = $2`;

/** The matter is already locked, so nobody changes which version is current between the lock and the reading of it. */
export const lockProposal = `
  with p as materialized (select * from proposal where id = $1 for no key update)
  select p.id, p.matter_id, p.authority_id, p.call_id, p.status, p.author_id, p.submitted_version_id, p.approved_version_id,
      p.version as row_version, today_in_stockholm() as today, ${versionColumns}
    from p join proposal_version v on v.id = p.current_version_id`;

/** Proposal, version and measures point at each other; in one statement they are all there when the keys are checked. */
const insertVersionAnd = `
  with v as (
    insert into proposal_version (id, proposal_id, number, origin, title, document_day, sections, decision_points, decision_plan,
        dispatch_list, goal_references, total_ore, created_by, decision_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)),
  m as (
    insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id, details)
      select $1, n.measure_key, n.position, n.title, n.ore, n.year, n.source_id, n.details
        from unnest($15::uuid[], $16::text[], $17::bigint[], $18::integer[], $19::uuid[], $20::jsonb[]) with ordinality
          as n (measure_key, title, ore, year, source_id, details, position))`;

export const insertProposal = `${insertVersionAnd}
  insert into proposal (id, matter_id, authority_id, call_id, title, author_id, current_version_id, current_version, total_ore, source_document_id)
    values ($2, $21, $22, $23, $5, $13, $1, $3, $12, $24)`;

export const insertNextVersion = `${insertVersionAnd}
  update proposal set current_version_id = $1, current_version = $3, status = $22, version = version + 1, updated_at = clock_timestamp()
   where id = $2 and status = $21`;

/** Title and total of the proposal are those of the newest version others may see; before that, of the draft. */
export const updateDraft = `
  with v as (
    update proposal_version set title = $2, document_day = $3, sections = $4, decision_points = $5, decision_plan = $6, dispatch_list = $7,
        goal_references = $8, total_ore = $9
     where id = $1)
  update proposal set version = version + 1, updated_at = clock_timestamp(),
      title = case when submitted_version_id is null then $2 else title end,
      total_ore = case when submitted_version_id is null then $9 else total_ore end
   where current_version_id = $1 and status = 'drafting'`;

export const deleteMeasures = `delete from measure where version_id = $1`;

export const insertMeasures = `
  insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id, details)
    select $1, n.measure_key, n.position, n.title, n.ore, n.year, n.source_id, n.details
      from unnest($2::uuid[], $3::text[], $4::bigint[], $5::integer[], $6::uuid[], $7::jsonb[]) with ordinality
        as n (measure_key, title, ore, year, source_id, details, position)`;

/** The n-th passage is that of the n-th measure of the draft. */
export const insertPassages = `
  insert into measure_passage (proposal_id, measure_key, document_version_id, section, line, start_offset, end_offset, quote, amount_ore)
    select p.id, m.measure_key, $2, n.section, n.line, n.from_offset, n.to_offset, n.quote, n.ore
      from unnest($3::text[], $4::integer[], $5::integer[], $6::integer[], $7::text[], $8::bigint[]) with ordinality
          as n (section, line, from_offset, to_offset, quote, ore, position)
        join proposal p on p.id = $1 join measure m on m.version_id = p.current_version_id and m.position = n.position`;

/** Freezes the current version and shows it to those who follow the proposal. */
export const freezeVersion = `
  with v as (
    update proposal_version set frozen_at = clock_timestamp(), content_hash = $2 where id = $1 and frozen_at is null
      returning id, title, total_ore)
  update proposal p set submitted_version_id = v.id, title = v.title, total_ore = v.total_ore from v where p.current_version_id = v.id`;

export const moveProposal = `
  update proposal set status = $3, version = version + 1, updated_at = clock_timestamp(),
      approved_version_id = case when $3 = 'approved' then current_version_id else approved_version_id end
   where id = $1 and status = $2`;

export const selectKnown = `
  select id from funding_source where id = any($1::uuid[])
  union all select id from body where id = any($2::uuid[])
  union all select id from authority where id = any($3::uuid[])`;

export const selectFormerTotals = `select total_ore from proposal_version where proposal_id = $1 and number < $2`;

export const selectApprovals = `select step, approver_id from proposal_approval where version_id = $1 order by step`;

/** Whoever has written in the proposal, in any version: changing role in between does not help (D9). */
export const selectWriters = `
  select distinct actor_person_id as id from event
   where subject_id = $1 and actor_person_id is not null and type in ('proposal.created', 'proposal.edited', 'proposal.submitted', 'proposal.revised')`;

export const insertApproval = `
  insert into proposal_approval (id, version_id, step, author_id, approver_id) values ($1, $2, $3, $4, $5)`;

export const insertReason = `
  insert into proposal_reason (id, version_id, kind, reason, person_id) values ($1, $2, $3, $4, $5)`;

/** What the committee approved becomes the limit of what may be allocated; a measure no longer there is approved at zero. */
export const keepApproved = `
  insert into approved_measure (proposal_id, measure_key, approved_ore)
    select $1, coalesce(n.measure_key, old.measure_key), coalesce(n.ore, 0)
      from unnest($2::uuid[], $3::bigint[]) as n (measure_key, ore)
      full join (select measure_key from approved_measure where proposal_id = $1) old on old.measure_key = n.measure_key
  on conflict (proposal_id, measure_key) do update set approved_ore = excluded.approved_ore`;

/** Ascending ids: two allocations of the same proposals wait for each other instead of locking crosswise. */
export const lockForAllocation = `
  with p as materialized (
    select id, matter_id, authority_id, call_id, status, approved_version_id from proposal where id = any($1::uuid[]) order by id for no key update)
  select p.id as proposal_id, p.matter_id, p.authority_id, p.call_id, p.status, m.measure_key, m.title, m.year, m.source_id,
      a.approved_ore, a.allocated_ore,
      (select max(d.decision_day) from decision d where d.subject_id = p.id and d.version_result_id = p.approved_version_id
        and d.outcome in ('approve', 'approveWithChanges')) as approved_day
    from p
    left join measure m on m.version_id = p.approved_version_id
    left join approved_measure a on a.proposal_id = p.id and a.measure_key = m.measure_key`;

/** Ascending ids, whatever their status: what was reserved for a proposal can be let go also when it is approved no longer. */
export const lockProposals = `select id from proposal where id = any($1::uuid[]) order by id for no key update`;

/** What was reserved and what is allocated, in one update: a krona that goes from one to the other stays within the limit. */
export const settleMeasures = `
  update approved_measure a set pending_ore = a.pending_ore + n.pending, allocated_ore = a.allocated_ore + n.allocated
    from (select proposal_id, measure_key, sum(pending) as pending, sum(allocated) as allocated
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) as u (proposal_id, measure_key, pending, allocated)
           group by proposal_id, measure_key) n
   where a.proposal_id = n.proposal_id and a.measure_key = n.measure_key`;

/** The limits are constraints: above what was approved, or below zero, the statement fails by name. */
export const allocateMeasures = `
  update approved_measure a set allocated_ore = a.allocated_ore + n.ore
    from (select proposal_id, measure_key, sum(ore) as ore from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as u (proposal_id, measure_key, ore)
           group by proposal_id, measure_key) n
   where a.proposal_id = n.proposal_id and a.measure_key = n.measure_key`;
