/** The yardstick creates a proposal: in steps, and in one statement. */
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import {
  eventsInOne,
  eventsOf,
  inTransaction,
  keepInSteps,
  kronor,
  ore,
  recordInSteps,
  state,
} from './yardstick-common.mjs';

const nextNumber = `update registration_series set last_number = last_number + 1 where authority_id = $1 and year = $2 returning last_number`;
const insertMatter = `
  insert into matter (id, authority_id, registration_number, year, number, title, case_officer_id, opened_day)
  select $1, id, code || '-' || $3::int || '-' || $4::int, $3::int, $4::int, $5, $6, today_in_stockholm() from authority where id = $2
  returning registration_number`;
const insertProposal = `
  insert into proposal (id, matter_id, authority_id, call_id, title, author_id, current_version_id, total_ore) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const insertVersion = `
  insert into proposal_version (id, proposal_id, number, origin, title, document_day, sections, decision_points, decision_plan, dispatch_list,
    goal_references, total_ore, created_by) values ($1, $2, 1, 'drafted', $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const insertMeasures = `
  insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id, details)
  select $1, m.* from unnest($2::uuid[], $3::int[], $4::text[], $5::bigint[], $6::int[], $7::uuid[], $8::jsonb[]) m`;
function newProposal(body) {
  const measures = body.measures.map((measure, index) => {
    const { title, requestedAmount, year, sourceId, ...details } = measure;
    return {
      key: uuidv7(),
      position: index + 1,
      title,
      ore: ore(requestedAmount.amount),
      year,
      sourceId: sourceId ?? null,
      details: JSON.stringify(details),
    };
  });
  const total = measures.reduce((sum, measure) => sum + measure.ore, 0n);
  return { id: uuidv7(), versionId: uuidv7(), matterId: uuidv7(), measures, total: total.toString() };
}

const listsOf = (/** @type {ReturnType<typeof newProposal>['measures']} */ measures) => [
  measures.map((m) => m.key),
  measures.map((m) => m.position),
  measures.map((m) => m.title),
  measures.map((m) => m.ore.toString()),
  measures.map((m) => m.year),
  measures.map((m) => m.sourceId),
  measures.map((m) => m.details),
];

const versionTexts = (body) =>
  [body.sections, body.decisionPoints, body.decisionPlan, body.dispatchList, body.goalReferences].map((value) =>
    JSON.stringify(value ?? []),
  );

function createdBody(proposal, registrationNumber, body) {
  const { id, matterId, versionId, total } = proposal;
  const answer = {
    id,
    matterId,
    registrationNumber,
    versionId,
    status: 'drafting',
    total: kronor(total),
    version: 1,
    callId: body.callId,
  };
  return JSON.stringify(answer);
}

/** @param {import('./yardstick-common.mjs').Command} command */
export async function createInSteps(command) {
  const { body, actor } = command;
  const { world } = state.settings;
  const proposal = newProposal(body);
  const title = body.title.trim();
  return inTransaction(async (step) => {
    const [{ last_number: number }] = await step('number', nextNumber, [body.authorityId, world.year]);
    const [{ registration_number: registration }] = await step('matter', insertMatter, [
      proposal.matterId,
      body.authorityId,
      world.year,
      number,
      title,
      world.personId,
    ]);
    await step('proposal', insertProposal, [
      proposal.id,
      proposal.matterId,
      body.authorityId,
      body.callId,
      title,
      world.personId,
      proposal.versionId,
      proposal.total,
    ]);
    await step('version', insertVersion, [
      proposal.versionId,
      proposal.id,
      title,
      body.documentDay ?? null,
      ...versionTexts(body),
      proposal.total,
      world.personId,
    ]);
    await step('measures', insertMeasures, [proposal.versionId, ...listsOf(proposal.measures)]);
    await recordInSteps(step, 'create', { actor, subjectId: proposal.id, matterId: proposal.matterId });
    const answer = createdBody(proposal, registration, body);
    const location = `/api/v1/proposals/${proposal.id}`;
    await keepInSteps(step, command, { status: 201, headers: { location, etag: '"1"' }, body: answer });
    return { status: 201, body: answer, location };
  });
}

const createInOne = `
  with n as (
    update registration_series set last_number = last_number + 1 where authority_id = $1 and year = $2 returning last_number),
  m as (
    insert into matter (id, authority_id, registration_number, year, number, title, case_officer_id, opened_day)
    select $3, a.id, a.code || '-' || $2::int || '-' || n.last_number, $2, n.last_number, $4, $5, today_in_stockholm() from n, authority a where a.id = $1
    returning id, registration_number),
  p as (
    insert into proposal (id, matter_id, authority_id, call_id, title, author_id, current_version_id, total_ore)
    select $6, m.id, $1, $7, $4, $5, $8, $9 from m returning id),
  v as (
    insert into proposal_version (id, proposal_id, number, origin, title, document_day, sections, decision_points, decision_plan, dispatch_list,
      goal_references, total_ore, created_by) select $8, p.id, 1, 'drafted', $4, $10, $11, $12, $13, $14, $15, $9, $5 from p returning id),
  x as (
    insert into measure (version_id, measure_key, position, title, requested_ore, year, source_id, details)
    select v.id, m.* from v, unnest($16::uuid[], $17::int[], $18::text[], $19::bigint[], $20::int[], $21::uuid[], $22::jsonb[]) m),
  ${eventsInOne({ subject: '$6', matter: 'm.id', from: 'm', param: (n) => ['$5', '$23', '$24', '$25', '$26', '$27', '$28', '$29'][n - 1] })},
  k as (
    insert into idempotency_key (actor_id, key, request_hash, status, headers, body)
    select $23, $30, $31, 201, $32, replace($33, '#', m.registration_number) from m)
  select registration_number from m`;

/** @param {import('./yardstick-common.mjs').Command} command */
export async function createAtOnce({ body, key, hash }) {
  const { world } = state.settings;
  const proposal = newProposal(body);
  const { types, kinds, payloads, places, handlers } = eventsOf('create');
  const location = `/api/v1/proposals/${proposal.id}`;
  const unnumbered = createdBody(proposal, '#', body);
  const { rows } = await state.pool.query({
    name: 'create',
    text: createInOne,
    values: [
      body.authorityId,
      world.year,
      proposal.matterId,
      body.title.trim(),
      world.personId,
      proposal.id,
      body.callId,
      proposal.versionId,
      proposal.total,
      body.documentDay ?? null,
      ...versionTexts(body),
      ...listsOf(proposal.measures),
      world.tokenId,
      randomUUID(),
      types,
      kinds,
      payloads,
      places.map((place) => types[place]),
      handlers,
      key,
      hash,
      JSON.stringify({ location, etag: '"1"' }),
      unnumbered,
    ],
  });
  return { status: 201, body: unnumbered.replace('#', rows[0].registration_number), location };
}
