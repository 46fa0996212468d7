/**
 * The database has the last word, by named constraint. This is the one place where a constraint name or an SQLSTATE
 * becomes a refusal people can read; a name that is missing here ends as 500, because users should not reach it.
 */
import { DomainError, invalid, conflict } from '../../kernel/errors.js';

type Refusal = () => DomainError;

const byConstraint: Readonly<Record<string, Refusal>> = {
  uq_authority_code: () =>
    new DomainError('duplicate', 'Det finns redan en myndighet med den koden.', { code: 'authority-code' }),
  uq_body_short_name: () =>
    new DomainError('duplicate', 'Det finns redan ett organ med det kortnamnet.', { code: 'body-short-name' }),
  uq_person_email: () =>
    new DomainError('duplicate', 'Det finns redan en person med den e-postadressen.', { code: 'person-email' }),
  uq_meeting: () => new DomainError('duplicate', 'Organet har redan ett sammanträde den dagen.', { code: 'meeting' }),
  uq_funding_source_code: () =>
    new DomainError('duplicate', 'Det finns redan en finansieringskälla med den koden.', { code: 'source-code' }),
  ck_funding_source_use_period: () => invalid('/useToDay', 'range', 'Användningstidens slut kommer före dess början.'),
  uq_external_reference: () =>
    new DomainError('duplicate', 'Referensen finns redan på ärendet.', { code: 'external-reference' }),
  uq_secrecy_marking_in_force: () =>
    new DomainError('duplicate', 'Handlingen har redan en sekretessmarkering.', { code: 'already-marked' }),
  uq_dispatch: () =>
    new DomainError('duplicate', 'Beslutet har redan skickats till den mottagaren.', { code: 'already-dispatched' }),
  ck_minutes_frozen: () =>
    conflict(
      'minutes-frozen',
      'Protokollet är undertecknat. Det som blivit fel rättas bredvid, så att båda kan läsas.',
    ),
  pk_minutes_signature: () => conflict('already-signed', 'Personen har redan justerat protokollet.'),
  ck_minutes_signature_four_eyes: () =>
    conflict('four-eyes', 'Den som har fört protokollet kan inte också justera det.'),
  pk_minutes_item: () => conflict('already-in-minutes', 'Ärendet står redan i ett annat av protokollets dokument.'),
  uq_delegation_scheme: () =>
    new DomainError('duplicate', 'Organet har redan en delegationsordning från den dagen.', {
      code: 'delegation-scheme',
    }),
  uq_bylaws: () => new DomainError('duplicate', 'Organet har redan regler från den dagen.', { code: 'bylaws' }),
  uq_claim_number: () => conflict('claims-changed', 'Någon annan förde in ett yrkande samtidigt; försök igen.'),
  uq_ballot_open: () => conflict('ballot-open', 'En omröstning pågår redan i ärendet.'),
  ck_ballot_frozen: () => conflict('ballot-closed', 'Omröstningen är avslutad.'),
  uq_decision_agenda_item: () => conflict('already-decided', 'Ärendet på dagordningen är redan avgjort.'),
  uq_announcement_minutes: () => conflict('already-announced', 'Protokollet är redan anslaget.'),
  uq_announcement_delegated_decision: () => conflict('already-announced', 'Delegationsbeslutet är redan anslaget.'),
  uq_route_running: () => conflict('already-on-route', 'Ärendet har redan en pågående beslutsgång.'),
  uq_agenda_item_listed: () => conflict('already-listed', 'Ärendet står redan på en dagordning.'),
  uq_proposal_approval_step: () => conflict('already-approved', 'Steget är redan godkänt för den här versionen.'),
  uq_proposal_approval_approver: () => conflict('four-eyes', 'Samma person kan inte godkänna båda stegen.'),
  ck_proposal_approval_four_eyes: () =>
    conflict('four-eyes', 'Den som har skrivit tjänsteskrivelsen kan inte godkänna den.'),
  ck_approved_measure_allocated: () =>
    conflict('above-approved', 'Fördelningen är större än det belopp nämnden har godkänt för insatsen (R-05).'),
  uq_association_organisation_number: () =>
    new DomainError('duplicate', 'Föreningen finns redan i registret, med det organisationsnumret.', {
      code: 'organisation-number',
    }),
  uq_application: () =>
    new DomainError('duplicate', 'Föreningen har redan en plats i den utlysningen.', { code: 'application' }),
  uq_payout_row_once: () => conflict('already-listed', 'Bidraget står redan på en utbetalningslista.'),
  uq_payout_list: () => conflict('payout-list-changed', 'Någon annan upprättade en lista samtidigt; försök igen.'),
  ck_payout_list_four_eyes: () => conflict('four-eyes', 'Den som upprättade listan kan inte också attestera den.'),
  uq_scenario_name: () =>
    new DomainError('duplicate', 'Begäran har redan ett scenario med det namnet.', { code: 'scenario-name' }),
  uq_recommendation: () =>
    conflict('recommendation-changed', 'Någon annan skrev en bedömning av insatsen samtidigt; läs om.'),
  ck_approved_measure_not_negative: () =>
    conflict('below-zero', 'Minskningen är större än det som är fördelat till insatsen.'),
  ck_ledger_entry_ceiling: () =>
    new DomainError('ceiling-exceeded', 'Fördelningen ryms inte under taket för källan och året.'),
  ck_source_year_reserved: () => conflict('below-zero', 'Minskningen är större än det som är fördelat ur källan.'),
  uq_posting_reverses: () => conflict('already-reversed', 'Posten är redan återförd.'),
  uq_allocation_row_place: () =>
    invalid('/rows', 'duplicate-row', 'Samma insats har två rader för samma källa och år; slå ihop dem till en.'),
  uq_grant_agent_in_force: () =>
    new DomainError('duplicate', 'Organisationsnumret har redan ett ombud hos bidragsgivaren; avsluta det först.', {
      code: 'agent',
    }),
  uq_requisition_in_hand: () =>
    new DomainError('duplicate', 'Det finns redan en rekvisition för källan och året.', { code: 'requisition' }),
  ck_requisition_four_eyes: () => conflict('four-eyes', 'Den som har förberett rekvisitionen kan inte godkänna den.'),
  ck_requisition_frozen: () => conflict('requisition-submitted', 'Rekvisitionen är inskickad och kan inte ändras.'),
  ck_requisition_ceiling: () =>
    new DomainError('ceiling-exceeded', 'Beloppet är större än taket den dagen (R-08).', {
      code: 'requisition-above-ceiling',
    }),
  pk_project_code: () =>
    new DomainError('duplicate', 'Projektkoden står redan för en insats och källa.', { code: 'project-code' }),
  uq_cost_import_file: () =>
    new DomainError('duplicate', 'Samma fil är redan inläst; ingenting är bokfört en gång till.', {
      code: 'file-imported',
    }),
  uq_actual_cost_reverses: () => conflict('already-reversed', 'Raden är redan återförd.'),
  uq_month_plan: () => conflict('said-meanwhile', 'Någon annan ändrade planen samtidigt; läs om och försök igen.'),
  uq_forecast: () => conflict('said-meanwhile', 'Någon annan lämnade en prognos samtidigt; läs om och försök igen.'),
  ck_source_year_closed: () => conflict('year-closed', 'Året är avräknat; inget mer bokförs i det.'),
  uq_conditional_entry_answer: () => conflict('already-answered', 'Den villkorade raden är redan avgjord.'),
  uq_settlement_source_year: () => conflict('already-settled', 'Källan är redan avräknad för året.'),
  ck_actual_cost_settled: () => conflict('year-settled', 'Året är avräknat; fler kostnader tas inte emot.'),
  uq_goal_chain: () =>
    new DomainError('duplicate', 'Målkedjan för året är redan bestämd; ändra den i stället.', { code: 'goal-chain' }),
  ck_goal_placement_cycle: () =>
    conflict('goal-cycle', 'Målet skulle hamna under sig självt i årets kedja. Välj ett annat mål ovanför.'),
  ck_goal_placement_self: () => invalid('/parentId', 'goal-cycle', 'Ett mål kan inte stå under sig självt.'),
  uq_programme_name: () =>
    new DomainError('duplicate', 'Det finns redan ett program med det namnet.', { code: 'programme-name' }),
  uq_indicator_break: () =>
    new DomainError('duplicate', 'Indikatorn har redan ett brott i jämförbarheten från den dagen.', {
      code: 'comparability-break',
    }),
  ck_indicator_outcome_locked: () =>
    conflict('period-reported', 'Periodens rapport är lagd fram eller beslutad; utfallet är låst.'),
  uq_period_report_in_hand: () =>
    new DomainError('duplicate', 'Myndigheten har redan en rapport för perioden.', { code: 'period-report' }),
  ck_period_report_locked: () => conflict('report-locked', 'Rapporten är beslutad och låst.'),
  ck_report_entry_four_eyes: () =>
    conflict('four-eyes', 'Den som har klarmarkerat ett mål kan inte också granska det.'),
  ck_version_frozen: () => conflict('version-frozen', 'Versionen är låst. En ändring görs som en ny version.'),
};

const bySqlState: Readonly<Record<string, Refusal>> = {
  '55P03': () =>
    new DomainError('busy', 'Någon annan arbetar med samma post. Försök igen om en stund.', { retryAfterSeconds: 2 }),
  '57014': () =>
    new DomainError('unavailable', 'Frågan tog för lång tid och avbröts. Inget har ändrats.', { retryAfterSeconds: 5 }),
  '53100': () =>
    new DomainError('storage-full', 'Databasens lagring är full. Inget har sparats.', { retryAfterSeconds: 60 }),
  '40001': () => new DomainError('busy', 'Många arbetar samtidigt. Försök igen om en stund.', { retryAfterSeconds: 1 }),
  '40P01': () => new DomainError('busy', 'Många arbetar samtidigt. Försök igen om en stund.', { retryAfterSeconds: 1 }),
};

/** Connection lost or server shutting down: 08xxx, 57P01-57P03, and the driver's own words for the same. */
const connectionLost = /^(08|57P0)/;
const driverLost =
  /Connection terminated|ECONNREFUSED|ECONNRESET|EPIPE|timeout exceeded when trying to connect|Client has encountered a connection error/;

interface DatabaseFailure {
  code?: string;
  constraint?: string;
  message?: string;
}

/** TypeORM wraps the driver's error; the SQLSTATE and constraint are on the inner one. */
function failureOf(error: unknown): DatabaseFailure | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const inner = (error as { driverError?: unknown }).driverError;
  const failure = (typeof inner === 'object' && inner !== null ? inner : error) as DatabaseFailure;
  return typeof failure.code === 'string' || driverLost.test(failure.message ?? '') ? failure : undefined;
}

/** SQLSTATE of an error from the database, or undefined. */
export function sqlStateOf(error: unknown): string | undefined {
  return failureOf(error)?.code;
}

/** The refusal a database error amounts to, or undefined when it is a fault of ours (500). */
export function refusalOf(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const failure = failureOf(error);
  if (failure === undefined) return undefined;
  const named = failure.constraint === undefined ? undefined : byConstraint[failure.constraint];
  if (named !== undefined) return named();
  const state = failure.code === undefined ? undefined : bySqlState[failure.code];
  if (state !== undefined) return state();
  if (connectionLost.test(failure.code ?? '') || driverLost.test(failure.message ?? ''))
    return new DomainError('unavailable', 'Databasen går inte att nå just nu.', {
      retryAfterSeconds: 5,
      code: 'database-unreachable',
    });
  return undefined;
}
