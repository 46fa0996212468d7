/** What a row of a record is tied to, fetched for a whole page at once. */
import type { Day } from '../../kernel/day.js';
import { minutesIdOf } from '../../decisions/decisions.queries.js';
import type { Section } from '../../proposals/version.rules.js';
import type { DocumentDirection } from '../../registry/registry.rules.js';
import type { Ground, RowKind } from './explain.rules.js';

/** As the statements of `explain.sql.ts` give it; what a record does not have is null. */
export interface RecordRow {
  kind: RowKind;
  id: string;
  day: Day | null;
  recorded_at: Date | null;
  ore: string;
  ground: Ground | null;
  source_id: string | null;
  year: number | null;
  authority_id: string | null;
  proposal_id: string | null;
  measure_key: string | null;
  version_id: string | null;
  decision_id: string | null;
  posting_id: string | null;
  number: string | null;
  allocation_id: string | null;
  allocation_row_id: string | null;
  requisition_id: string | null;
  note: string | null;
}

export interface SourceName {
  id: string;
  code: string;
}
export const selectSources = `select id, code from funding_source where id = any($1::uuid[])`;

export interface MeasureTie {
  proposal_id: string;
  measure_key: string;
  version_id: string;
  version_number: number;
  position: number;
  title: string;
  requested_ore: string;
  sections: Section[];
  authority_id: string;
  authority_code: string;
  registration_number: string;
  matter_id: string;
  is_submitted: boolean;
  is_frozen: boolean;
}
/** $1 and $2: versions and measures, pairwise. */
export const selectMeasures = `
  select v.proposal_id, m.measure_key, v.id as version_id, v.number as version_number, m.position, m.title, m.requested_ore, v.sections, p.authority_id,
      a.code as authority_code, t.registration_number, p.matter_id, p.submitted_version_id is not null as is_submitted, v.frozen_at is not null as is_frozen
    from (select distinct w.version_id, w.measure_key from unnest($1::uuid[], $2::uuid[]) as w (version_id, measure_key)) w
      join measure m on m.version_id = w.version_id and m.measure_key = w.measure_key join proposal_version v on v.id = m.version_id
      join proposal p on p.id = v.proposal_id join authority a on a.id = p.authority_id join matter t on t.id = p.matter_id`;

export interface PassageTie {
  proposal_id: string;
  measure_key: string;
  document_version_id: string;
  section: string | null;
  line: number;
  start_offset: number;
  end_offset: number;
  quote: string;
  amount_ore: string;
  direction: DocumentDirection;
  is_marked: boolean;
}
/** $1 and $2: proposals and measures, pairwise. */
export const selectPassages = `
  select g.*, d.direction, exists (select from secrecy_marking s where s.document_id = d.id and s.lifted_at is null) as is_marked from (select distinct w.proposal_id, w.measure_key from unnest($1::uuid[], $2::uuid[]) as w (proposal_id, measure_key)) w
    join measure_passage g on g.proposal_id = w.proposal_id and g.measure_key = w.measure_key
    join document_version v on v.id = g.document_version_id join document d on d.id = v.document_id`;

export interface DecisionTie {
  id: string;
  body_name: string;
  decision_day: Day;
  minute_item: number;
  outcome: string;
  agenda_item_id: string;
  minutes_id: string | null;
  is_adjusted: boolean;
  is_published: boolean;
  authority_ids: string[];
}
/** With the minutes the paragraph stands in; they are public when adjusted. */
export const selectDecisions = `
  select d.id, b.name as body_name, d.decision_day, d.minute_item, d.outcome, d.agenda_item_id, n.id as minutes_id, n.adjusted_day is not null as is_adjusted,
      exists (select from published_decision q where q.decision_id = d.id) and n.adjusted_day is not null as is_published,
      array[b.authority_id, t.authority_id] as authority_ids
    from decision d join body b on b.id = d.body_id join matter t on t.id = d.matter_id join agenda_item i on i.id = d.agenda_item_id
      left join minutes n on n.id = ${minutesIdOf('i')}
   where d.id = any($1::uuid[])`;
