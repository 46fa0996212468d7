/**
 * What the application role may do, table by table. Whatever is not here is refused by PostgreSQL itself, so a bug or
 * an injection in the application cannot rewrite the ledger, the events, a decision or a frozen file.
 */
import type { DataSource } from 'typeorm';

/** Privileges per table; a column list limits an update to the counters and states a command may move. */
export const grants: Readonly<Record<string, string>> = {
  // The number, the instant and the transaction are the database's to give: an event cannot be back-dated or forged.
  event:
    'select, insert (type, actor_kind, actor_person_id, actor_token_id, request_id, subject_kind, subject_id, matter_id, payload)',
  event_dispatch: 'select, insert, update (enqueued_at, done_at, attempts, outcome)',
  handled: 'select, insert',
  idempotency_key: 'select, insert, update (status, headers, body), delete',

  authority: 'select, insert, update',
  body: 'select, insert, update',
  person: 'select, insert, update',
  appointment: 'select, insert, update (to_day)',
  local_account: 'select, insert',
  session: 'select, insert, update (last_seen_at, ended_at), delete',
  access_token: 'select, insert, update (revoked_at)',
  sign_in_link: 'select, insert, update (used_at)',
  sign_in_failure: 'select, insert, delete',

  registration_series: 'select, insert, update (last_number)',
  matter: 'select, insert, update (title, status, case_officer_id, last_document_number, version)',
  external_reference: 'select, insert',
  document: 'select, insert',
  document_version: 'select, insert',

  bylaws: 'select, insert',
  meeting:
    'select, insert, update (starts_at, place, status, last_position, version, notice_sent_day, late_notice_ground, opened_at, closed_at, chair_id, secretary_id, agenda_version, last_attendance, opened_with)',
  agenda_version: 'select, insert',
  minute_item_series: 'select, insert, update (last_number)',
  route: 'select, insert, update (status, current_position)',
  route_step: 'select, insert',
  agenda_item:
    'select, insert, update (status, version, agenda_version, introduced_at, is_urgent, behind_closed_doors, last_claim, last_putting)',
  attendance_entry: 'select, insert',
  disqualification: 'select, insert, update (status)',
  claim: 'select, insert, update (withdrawn_at, refused_ground)',
  proposition: 'select, insert',
  ballot: 'select, insert, update (status, winner, counts, tie_break, closed_at)',
  ballot_elector: 'select, insert',
  vote: 'select, insert',
  secret_tally: 'select, insert, update (votes)',
  decision: 'select, insert',
  decision_participant: 'select, insert',
  reservation: 'select, insert, update (reasons)',
  statement: 'select, insert',

  secrecy_marking: 'select, insert, update (lifted_at, lifted_ground)',
  minutes_adjuster: 'select, insert, delete',
  minutes_text: 'select, insert, update (text, version, written_by, written_at)',
  minutes: 'select, insert, update (status, content, content_hash, sent_at, adjusted_day, adjusted_at, version)',
  minutes_item: 'select, insert',
  minutes_signature: 'select, insert',
  minutes_stand_in: 'select, insert',
  minutes_correction: 'select, insert',
  announcement: 'select, insert, update (taken_down_at)',
  published_decision: 'select, insert',
  appeal: 'select, insert, update (status, court_reference, version)',
  appeal_step: 'select, insert',
  execution_assessment: 'select, insert',
  dispatch: 'select, insert, update (status, registered_matter_id, registered_document_id, version)',

  business: 'select, insert, update (status, current_version_id, current_version, version)',
  business_version: 'select, insert, update (content, frozen_at)',
  delegation_scheme: 'select, insert',
  delegation_rule: 'select, insert',
  delegated_decision: 'select, insert, update (reported_in_id, version)',
  delegation_series: 'select, insert, update (last_number)',

  funding_source:
    'select, insert, update (name, aliases, status, requisition_deadline_day, requisition_deadline_time, version)',
  source_year: 'select, insert (id, source_id, year), update (reserved_ore, last_number, closed_at)',
  ceiling: 'select, insert',
  posting: 'select, insert',
  ledger_entry: 'select, insert',
  conditional_entry: 'select, insert',
  amount_total: 'select, insert, update (requested_ore, recommended_ore, approved_ore)',
  amount_entry: 'select, insert',

  call: 'select, insert, update',
  call_source: 'select, insert, delete',
  call_deadline: 'select, insert',
  call_reminder: 'select, insert',
  call_invitation: 'select, insert, update (status, received_at, is_late, note), delete',

  proposal: 'select, insert, update',
  proposal_version: 'select, insert, update, delete',
  measure: 'select, insert, delete',
  measure_passage: 'select, insert',
  proposal_approval: 'select, insert',
  proposal_reason: 'select, insert',
  approved_measure: 'select, insert, update (approved_ore, allocated_ore, pending_ore)',

  association: 'select, insert, update (name, email, payment_kind, payment_number, version)',
  application:
    'select, insert, update (status, matter_id, document_id, via, received_at, noted_elsewhere, title, purpose, applied_ore, year, member_count, signatory, withdrawn_reason, proposal_id, version)',
  application_link: 'select, insert, update (revoked_at)',
  application_file: 'select, insert',

  allocation: 'select, insert, update',
  allocation_version: 'select, insert, update',
  allocation_row: 'select, insert, delete',

  payout_list:
    'select, insert, update (status, attested_by, attested_at, paid_day, voucher, cancelled_reason, version)',
  payout_row: 'select, insert, update (is_released, actual_cost_id)',

  grant_condition: 'select, insert',
  grant_agent: 'select, insert, update (status, approved_day, ended_day, version)',
  requisition:
    'select, insert (id, source_year_id, created_by), update (status, agent_id, amount_ore, prepared_by, approved_by, submitted_by, submitted_at, submitted_elsewhere, grantor_reference, paid_ore, withheld_reason, claimed_ore, claim_ground, repaid_ore, version)',
  requisition_step: 'select, insert',
  grant_report: 'select, insert',
  requisition_reminder: 'select, insert',
  project_code: 'select, insert',
  cost_import: 'select, insert',
  actual_cost: 'select, insert',
  double_financing_note: 'select, insert',
  settlement: 'select, insert',
  settlement_line: 'select, insert',
  month_plan: 'select, insert',
  month_plan_row: 'select, insert',
  forecast: 'select, insert',
  continuing_need: 'select, insert',
  stop_reminder: 'select, insert',
  eligibility_answer:
    'select, insert (id, source_id, proposal_id, measure_key, criterion, answer, ground, answered_by)',
  recommendation: 'select, insert',
  recommendation_row: 'select, insert',
  consultation:
    'select, insert, update (officer_id, commitment_reference, status, current_version_id, decided_version_id, decided_by_body_id, reply_by_day, reply_by_time, reply_by_at, sent_day, sent_elsewhere, sent_at, cover_letter_id, answers_revision, version)',
  consultation_version: 'select, insert, update (content, frozen_at)',
  consultation_deadline: 'select, insert',
  consultation_text: 'select, insert',
  consultation_sent_text: 'select, insert',
  consultation_compilation: 'select, insert',
  consultee:
    'select, insert, update (status, extended_to_day, extended_to_time, extended_to_at, received_at, own_matter_id, assigned_to, draft_due_day, note, version)',
  consultee_extension: 'select, insert',
  consultee_notice: 'select, insert',
  consultee_link: 'select, insert, update (revoked_at)',
  opinion:
    'select, insert, update (status, current_version_id, current_version, decision_id, signed_by, signed_at, version)',
  opinion_version: 'select, insert, update (content, frozen_at)',
  consultation_reply: 'select, insert, update (is_late, document_id)',
  consultation_reply_file: 'select, insert',
  consultation_position:
    'select, insert, update (stance, quote, quote_start, stated_by_consultee, written_by, written_at)',

  scenario_inputs: 'select, insert',
  scenario: 'select, insert, update (rule, status, certificate, certificate_hash, allocation_id, version)',
  scenario_row: 'select, insert, delete',

  goal_chain: 'select, insert, update (levels, version)',
  goal: 'select, insert, update (title, description, responsible_id, service_state, status, decision_id, version)',
  goal_placement: 'select, insert, update (parent_id, contribution)',
  goal_link: 'select, insert, delete',
  programme: 'select, insert, update (name, aliases, description, version)',
  programme_measure: 'select, insert, delete',
  indicator: 'select, insert, update (name, responsible_id, available_from_day, last_definition, version)',
  indicator_definition: 'select, insert',
  indicator_break: 'select, insert',
  indicator_target: 'select, insert',
  indicator_outcome: 'select, insert',
  period_report:
    'select, insert, update (title, summary, due_day, status, decided_day, current_version_id, current_version, version)',
  period_report_version: 'select, insert, update (content, content_hash, frozen_at)',
  report_entry:
    'select, insert, update (state, status, reasons, comment, success_factors, shortfall_reasons, marked_by, reviewed_by, version)',
  report_reminder: 'select, insert',
  statutory_reminder: 'select, insert',
  assignment: 'select, insert, update (owner_id, responsible_id, goal_id, report_back_day, status, last_step, version)',
  assignment_step: 'select, insert',
  assignment_reminder: 'select, insert',

  notice: 'select, insert, update (read_at)',
  migration: 'select',
};

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statements that give the application role what it needs and nothing more; also printed for an operator to run. */
export function grantStatements(appRole: string): string[] {
  const role = identifier(appRole);
  return [
    `revoke create on schema public from public`,
    `grant usage on schema public to ${role}`,
    `revoke all on all tables in schema public from ${role}`,
    ...Object.entries(grants).map(([table, privileges]) => `grant ${privileges} on ${identifier(table)} to ${role}`),
    `grant execute on all functions in schema public to ${role}`,
  ];
}

/** Runs as the owner, after the migrations, in one transaction: a half granted role would fail in odd places. */
export async function applyGrants(owner: DataSource, appRole: string): Promise<void> {
  await owner.transaction(async (tx) => {
    for (const statement of grantStatements(appRole)) await tx.query(statement);
  });
}

/** What is history: no column of these may change, and no row go. */
export const history = [
  'event',
  'ledger_entry',
  'posting',
  'ceiling',
  'decision',
  'amount_entry',
  'decision_participant',
  'vote',
  'attendance_entry',
  'proposition',
  'minutes_signature',
  'minutes_stand_in',
  'minutes_correction',
  'document_version',
  'proposal_approval',
  'proposal_reason',
  'call_deadline',
  'call_reminder',
  'grant_condition',
  'requisition_step',
  'grant_report',
  'cost_import',
  'actual_cost',
  'settlement',
  'settlement_line',
  'eligibility_answer',
  'recommendation',
  'recommendation_row',
  'scenario_inputs',
  'conditional_entry',
  'month_plan',
  'month_plan_row',
  'forecast',
  'continuing_need',
  'indicator_definition',
  'indicator_break',
  'indicator_target',
  'indicator_outcome',
  'assignment_step',
  'consultation_deadline',
  'consultation_text',
  'consultation_sent_text',
  'consultation_compilation',
  'consultee_extension',
  'consultee_notice',
] as const;

/**
 * Refuses to serve with a role that could change what must not change.
 * @returns a list of faults, empty when the role is fit to serve.
 */
export async function unfitRoleFaults(app: DataSource): Promise<string[]> {
  const [row] = await app.query<
    { name: string; superuser: boolean; bypass: boolean; owns: string[]; canRewrite: string[]; canRaise: boolean }[]
  >(
    `
    select current_user as name, r.rolsuper as superuser, r.rolbypassrls as bypass,
      array(select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            and pg_has_role(current_user, c.relowner, 'member') order by 1)::text[] as owns,
      array(select t from unnest($1::text[]) t
            where to_regclass('public.' || t) is not null and (has_any_column_privilege(t, 'update') or has_table_privilege(t, 'delete')
            or has_table_privilege(t, 'truncate')))::text[] as "canRewrite",
      coalesce((select has_column_privilege(a.attrelid, a.attnum, 'update') from pg_attribute a
            where a.attrelid = to_regclass('public.source_year') and a.attname = 'cap_ore'), false) as "canRaise"
    from pg_roles r where r.rolname = current_user`,
    [history],
  );
  if (row === undefined) return ['The database did not say which role is connected.'];
  const faults: string[] = [];
  if (row.superuser) faults.push(`The role '${row.name}' is a superuser.`);
  if (row.bypass) faults.push(`The role '${row.name}' bypasses row security.`);
  if (row.owns.length > 0)
    faults.push(`The role '${row.name}' owns tables (${row.owns[0]} and ${row.owns.length - 1} more).`);
  if (row.canRewrite.length > 0) faults.push(`The role '${row.name}' may change ${row.canRewrite.join(', ')}.`);
  if (row.canRaise) faults.push(`The role '${row.name}' may change the ceiling kept on source_year.`);
  return faults;
}
