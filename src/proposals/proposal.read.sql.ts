/** The statements that read proposals, and the rows they give. */
import type { ProposalStatus } from './proposal.rules.js';
import { versionColumns } from './proposal.sql.js';
import type { VersionRow } from './proposal.store.js';

export interface ProposalRow {
  matter_id: string;
  registration_number: string;
  authority_id: string;
  authority_name: string;
  call_id: string | null;
  status: ProposalStatus;
  author_id: string;
  source_document_id: string | null;
  submitted_version: number | null;
  approved_version: number | null;
  approved: { measureKey: string; approved: string; allocated: string }[];
  created_at: Date;
  updated_at: Date;
  row_version: number;
}

export interface VersionDetailRow extends VersionRow {
  approvals: { step: 1 | 2; approverId: string; approverName: string; at: string }[];
  reasons: { kind: 'sentBack' | 'withdrawn'; reason: string; at: string }[];
}

export const selectVisibility = `select authority_id, submitted_version_id is not null as is_submitted from proposal where id = $1`;

/**
 * $2: only what has been frozen. $3: a version's number, or null for the newest one may see. Two people who look at the
 * same moment as it is submitted may see it or not; nobody sees a draft of another administration.
 */
export const selectProposal = `
  select p.matter_id, m.registration_number, p.authority_id, a.name as authority_name, p.call_id, p.status, p.author_id, p.source_document_id,
      (select s.number from proposal_version s where s.id = p.submitted_version_id) as submitted_version,
      (select s.number from proposal_version s where s.id = p.approved_version_id) as approved_version,
      (select coalesce(jsonb_agg(jsonb_build_object('measureKey', am.measure_key, 'approved', am.approved_ore::text, 'allocated', am.allocated_ore::text)
          order by am.measure_key), '[]') from approved_measure am where am.proposal_id = p.id) as approved,
      p.created_at, p.updated_at, p.version as row_version, ${versionColumns},
      (select coalesce(jsonb_agg(jsonb_build_object('step', pa.step, 'approverId', pa.approver_id, 'approverName', person.name, 'at', pa.at)
          order by pa.step), '[]')
         from proposal_approval pa join person on person.id = pa.approver_id where pa.version_id = v.id) as approvals,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'reason', r.reason, 'at', r.at) order by r.at), '[]')
         from proposal_reason r where r.version_id = v.id and (not $2::boolean or r.kind <> 'sentBack')) as reasons
    from proposal p
    join matter m on m.id = p.matter_id
    join authority a on a.id = p.authority_id
    join proposal_version v on v.proposal_id = p.id
      and v.number = coalesce($3::integer, case when $2 then (select s.number from proposal_version s where s.id = p.submitted_version_id)
                                            else p.current_version end)
   where p.id = $1 and (not $2::boolean or v.frozen_at is not null)`;

export const visibleVersions = {
  columns: `id as "versionId", number as "versionNumber", origin, title, total_ore as ore, encode(content_hash, 'hex') as "contentHash",
      frozen_at as "frozenAt", created_at as "createdAt", decision_id as "decisionId"`,
  from: `proposal_version where proposal_id = $1 and (not $2::boolean or frozen_at is not null)`,
  orderBy: 'number desc',
};

export const matching = (pattern: string): string =>
  `(p.title ilike ${pattern} or p.matter_id in (select q.id from matter q where q.registration_number ilike ${pattern}))`;

export interface ListText {
  /** Constants of ours with parameters in them, never input. */
  condition: string;
  order: string;
  limit: string;
  skip: string;
  /** Words are searched for: then every row is read, so once for the page and the count together. */
  isSearch: boolean;
}

/** One round trip; what stands in other tables is fetched after the page is cut out, so that the sort reads an index. */
export const listProposals = ({ condition, order, limit, skip, isSearch }: ListText): string => `
  with found as ${isSearch ? '' : 'not '}materialized (select p.* from proposal p where ${condition}),
  page as (select p.* from found p order by ${order} limit ${limit} offset ${skip})
  select (select count(*) from found)::integer as total,
    coalesce((select json_agg(json_build_object('id', p.id, 'matterId', p.matter_id, 'registrationNumber', m.registration_number,
        'authorityId', p.authority_id, 'authorityName', a.name, 'callId', p.call_id, 'title', p.title, 'status', p.status,
        'versionNumber', coalesce(s.number, p.current_version), 'ore', p.total_ore::text, 'createdAt', p.created_at, 'updatedAt', p.updated_at,
        'version', p.version) order by ${order})
      from page p join matter m on m.id = p.matter_id join authority a on a.id = p.authority_id
        left join proposal_version s on s.id = p.submitted_version_id), '[]') as items`;

/** Per invited authority: how it has answered, and what of it others may see. */
export const selectAnswers = `
  select i.authority_id as "authorityId", a.name as "authorityName", i.status, i.received_at as "receivedAt", i.is_late as "isLate",
      coalesce(sum(p.total_ore) filter (where p.status not in ('withdrawn', 'rejected')), 0) as requested,
      coalesce(sum(am.approved), 0) as approved, coalesce(sum(am.allocated), 0) as allocated,
      coalesce(json_agg(json_build_object('id', p.id, 'registrationNumber', m.registration_number, 'title', p.title, 'status', p.status,
          'ore', p.total_ore::text) order by m.registration_number) filter (where p.id is not null), '[]') as proposals
    from call_invitation i
    join authority a on a.id = i.authority_id
    left join proposal p on p.call_id = i.call_id and p.authority_id = i.authority_id and p.submitted_version_id is not null
    left join matter m on m.id = p.matter_id
    left join lateral (
      select sum(x.approved_ore) as approved, sum(x.allocated_ore) as allocated from approved_measure x where x.proposal_id = p.id) am on true
   where i.call_id = $1
   group by i.authority_id, a.name, i.status, i.received_at, i.is_late
   order by a.name, i.authority_id`;
