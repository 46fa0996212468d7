/** Questions about totals: one figure of an answer, narrowed as that answer divides it, a page of its rows at a time. */
import type { Day } from '../../kernel/day.js';
import { ChoiceField, DayField, IdField } from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { FlagField, InstantField, YearField } from '../../platform/http/query-fields.js';
import * as asked from './explained-asked.js';
import * as given from './explained-given.js';
import { figuresOf, type ParameterName, type TotalDefinition } from './explain.rules.js';

const fields: Readonly<Record<Exclude<ParameterName, 'number'>, () => PropertyDecorator>> = {
  sourceId: () => IdField({ optional: true, description: 'Källan, tillsammans med year.' }),
  sourceYearId: () => IdField({ optional: true, description: 'Källan ett visst år.' }),
  year: () => YearField('Budgetår.'),
  unassigned: () => FlagField('Det som begärs utan att källan är sagd.'),
  callId: () => IdField({ optional: true, description: 'Bara svaren på den här inbjudan.' }),
  authorityId: () => IdField({ optional: true, description: 'Nämndens myndighet.' }),
  proposalId: () => IdField({ optional: true, description: 'Förslaget, tillsammans med measureKey.' }),
  measureKey: () => IdField({ optional: true, description: 'Insatsen.' }),
};

export interface ExplainQuery extends PageQueryDto, Partial<Record<Exclude<ParameterName, 'number'>, string>> {
  figure: string;
  asOf?: Day;
  knownAt?: string;
}

/** What the question about a total takes follows from its definition: the figures, and what tells its amounts apart. */
function queryOf(definition: TotalDefinition): new () => ExplainQuery {
  class Query extends PageQueryDto {}
  const add = (name: string, decorator: PropertyDecorator): void => decorator(Query.prototype, name);
  add(
    'figure',
    ChoiceField({ of: figuresOf(definition), description: 'Vilken av summorna.', example: figuresOf(definition)[0] }),
  );
  const names = definition.places.flatMap(({ by, fixed = {} }) => [...Object.keys(by), ...Object.keys(fixed)]);
  for (const name of new Set([...names, ...(definition.parameters ?? [])]))
    add(name, fields[name as Exclude<ParameterName, 'number'>]());
  if (definition.moments.includes('asOf'))
    add('asOf', DayField({ optional: true, description: 'Vad som gällde den dagen.' }));
  if (definition.moments.includes('knownAt')) add('knownAt', InstantField('Vad som var känt då.'));
  return Query as new () => ExplainQuery;
}

export class ExplainTotalsQueryDto extends queryOf(asked.totalsExplained) {}
export class ExplainSourceQueryDto extends queryOf(asked.sourceExplained) {}
export class ExplainCallQueryDto extends queryOf(asked.callExplained) {}
export class ExplainAnswersQueryDto extends queryOf(asked.answersExplained) {}
export class ExplainProposalQueryDto extends queryOf(asked.proposalExplained) {}
export class ExplainVersionQueryDto extends queryOf(asked.versionExplained) {}
export class ExplainAllocationQueryDto extends queryOf(asked.allocationExplained) {}
export class ExplainBoardQueryDto extends queryOf(given.boardExplained) {}
export class ExplainScenarioQueryDto extends queryOf(given.scenarioExplained) {}
export class ExplainGrantQueryDto extends queryOf(given.grantExplained) {}
export class ExplainFollowUpQueryDto extends queryOf(given.followUpExplained) {}
export class ExplainSettlementQueryDto extends queryOf(given.settlementExplained) {}
