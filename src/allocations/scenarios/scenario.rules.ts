/** The life of a scenario and what its rows must be. Pure. */
import { invalid } from '../../kernel/errors.js';
import { defineTransitions } from '../../kernel/transitions.js';
import { fillRules } from './fill.rules.js';
import { type FrozenInputs, measureId, type ScenarioRow } from './inputs.rules.js';

export const scenarioStatuses = ['working', 'promoted', 'discarded'] as const;
export type ScenarioStatus = (typeof scenarioStatuses)[number];

/** How its rows came about; changed by hand, no rule answers for them any longer. */
export const scenarioOrigins = [...fillRules, 'byHand'] as const;
export type ScenarioOrigin = (typeof scenarioOrigins)[number];

/** More measures are tried than one allocation can hold; what is put before the board is at most that. */
export const scenarioRowsMax = 5_000;

export const scenarioStates = defineTransitions({
  name: 'scenario',
  initial: 'working',
  terminal: ['promoted', 'discarded'],
  states: scenarioStatuses,
  swedish: {
    working: 'under arbete',
    promoted: 'lagt fram',
    discarded: 'kasserat',
    edit: 'ändra raderna',
    promote: 'lägga fram för kommunstyrelsen',
    discard: 'kassera',
  },
  edges: [
    { from: 'working', act: 'edit', who: ['cityOffice'], to: 'working', event: 'scenario.changed' },
    {
      from: 'working',
      act: 'promote',
      who: ['cityOffice'],
      guard:
        'Its certificate holds, its measures stand in the version it was made from, approved by their committees, and the money can be reserved (R-03, R-05, R-07).',
      to: 'promoted',
      event: 'scenario.promoted',
    },
    { from: 'working', act: 'discard', who: ['cityOffice'], to: 'discarded', event: 'scenario.discarded' },
  ],
});

/**
 * Rows as somebody writes them: known measures and sources, each pair once. Whether they fit is not asked here: a
 * scenario that does not fit is a thing to look at, it just gets no certificate.
 * @throws validation-failed at the row: `unknown-measure`, `unknown-source` or `duplicate-row`
 */
export function requireKnownRows(inputs: FrozenInputs, rows: readonly ScenarioRow[]): void {
  const measures = new Set(inputs.measures.map(measureId));
  const sources = new Set(inputs.sources.map(({ sourceYearId }) => sourceYearId));
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    if (!measures.has(measureId(row)))
      throw invalid(`/rows/${index}/measureKey`, 'unknown-measure', 'Insatsen finns inte i scenariots underlag.');
    if (!sources.has(row.sourceYearId))
      throw invalid(`/rows/${index}/sourceId`, 'unknown-source', 'Källan och året finns inte i scenariots underlag.');
    const place = `${measureId(row)} ${row.sourceYearId}`;
    if (seen.has(place))
      throw invalid(`/rows/${index}`, 'duplicate-row', 'Samma insats har två rader för samma källa och år.');
    seen.add(place);
  });
}
