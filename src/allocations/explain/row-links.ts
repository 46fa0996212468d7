/**
 * From a row of the record down to what it rests on: the measure in its frozen version, the line of the memorandum it was
 * read on, the paragraph of the minutes, and the posting. What a person may not see is masked and the amount stays, so that
 * the rows still add up for everybody.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Money } from '../../kernel/money.js';
import { may } from '../../identity/permit.rules.js';
import type { ActName } from '../../identity/permissions.js';
import { reaches } from '../../decisions/reach.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { rows } from '../../platform/database/sql.js';
import { placeInTexts } from '../../proposals/passage.rules.js';
import { sightOf, visibilityOf } from '../../proposals/proposal.rules.js';
import { maySeeDocument, maySeeInternal } from '../../registry/registry.rules.js';
import { type Ground, grounds, type RowKind } from './explain.rules.js';
import * as sql from './row-links.sql.js';

export interface Passage {
  /** `document`: the registered memorandum; `version`: the frozen version's own text, or its list of measures. */
  in: 'document' | 'version';
  section: string | null;
  line: number;
  /** UTF-16 offsets in the text it stands in; null for the list of measures, which is no text. */
  start: number | null;
  end: number | null;
  quote: string;
  amount: Money;
  /** The same amount as the measure has in the version; a later amendment makes it another. */
  isCurrent: boolean;
  /** Null for somebody who may not open the file. */
  href: string | null;
}

export interface RowMeasure {
  proposalId: string;
  measureKey: string;
  title: string;
  registrationNumber: string;
  authorityCode: string;
  version: { id: string; number: number; href: string };
  href: string;
  passages: Passage[];
}

export interface RowDecision {
  id: string;
  bodyName: string;
  day: Day;
  minuteItem: number;
  outcome: string;
  /** The item on the agenda; null for somebody who may not look into it. */
  href: string | null;
  /** The minutes, for anybody; null until they are adjusted. */
  publicMinutesHref: string | null;
  publicHref: string | null;
}

export interface ExplainedRow {
  kind: RowKind;
  id: string;
  included: boolean;
  ground: { code: Ground; text: string } | null;
  amount: Money;
  day: Day | null;
  recordedAt: string | null;
  source: { id: string; code: string; year: number; href: string } | null;
  /** Whose it is may not be told to this person; then measure, decision, note and links are left out. */
  isMasked: boolean;
  measure: RowMeasure | null;
  decision: RowDecision | null;
  posting: { id: string; kind: string; number: string | null; href: string | null } | null;
  note: string | null;
  links: { rel: string; href: string }[];
}

const unique = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id): id is string => id !== null)),
];
const key = (...parts: readonly (string | null)[]): string => parts.join(' ');

interface Ties {
  sources: Map<string, sql.SourceName>;
  measures: Map<string, sql.MeasureTie>;
  passages: Map<string, sql.PassageTie>;
  decisions: Map<string, sql.DecisionTie>;
}

@Injectable()
export class RowLinks {
  constructor(private readonly dataSource: DataSource) {}

  async of(actor: Actor, found: readonly sql.RecordRow[]): Promise<ExplainedRow[]> {
    const ties = await this.tiesOf(found);
    const sight = sightOf(actor);
    return found.map((row) => {
      const tie = ties.measures.get(key(row.version_id, row.measure_key));
      // Of a proposal without a version to show, only its authority's own people are told.
      const isSeen =
        row.proposal_id === null ||
        visibilityOf(sight, { authorityId: row.authority_id ?? '', isSubmitted: tie?.is_submitted ?? false }) !==
          'none';
      return isSeen ? shown(actor, row, ties) : masked(actor, row, ties);
    });
  }

  private async tiesOf(found: readonly sql.RecordRow[]): Promise<Ties> {
    const db = this.dataSource;
    const measures = found.filter((row) => row.version_id !== null && row.measure_key !== null);
    const [sources, ofMeasures, passages, decisions] = [
      await rows<sql.SourceName>(db, sql.selectSources, [unique(found.map((row) => row.source_id))]),
      await rows<sql.MeasureTie>(db, sql.selectMeasures, [
        measures.map((row) => row.version_id),
        measures.map((row) => row.measure_key),
      ]),
      await rows<sql.PassageTie>(db, sql.selectPassages, [
        measures.map((row) => row.proposal_id),
        measures.map((row) => row.measure_key),
      ]),
      await rows<sql.DecisionTie>(db, sql.selectDecisions, [unique(found.map((row) => row.decision_id))]),
    ];
    return {
      sources: new Map(sources.map((one) => [one.id, one])),
      measures: new Map(ofMeasures.map((one) => [key(one.version_id, one.measure_key), one])),
      passages: new Map(passages.map((one) => [key(one.proposal_id, one.measure_key), one])),
      decisions: new Map(decisions.map((one) => [one.id, one])),
    };
  }
}

function plain(actor: Actor, row: sql.RecordRow, { sources }: Ties): ExplainedRow {
  const { source_id: sourceId, year } = row;
  return {
    kind: row.kind,
    id: row.id,
    included: row.ground === null,
    ground: row.ground === null ? null : { code: row.ground, text: grounds[row.ground] },
    amount: moneyOf(row.ore),
    day: row.day,
    recordedAt: row.recorded_at?.toISOString() ?? null,
    source:
      sourceId === null || year === null
        ? null
        : { id: sourceId, code: sources.get(sourceId)?.code ?? '', year, href: `/api/v1/funding-sources/${sourceId}` },
    isMasked: false,
    measure: null,
    decision: null,
    posting:
      row.posting_id === null
        ? null
        : {
            id: row.posting_id,
            kind: row.note ?? '',
            number: row.number,
            href: may(actor, 'ledger.read') ? ledgerHref(row) : null,
          },
    note: row.posting_id === null ? row.note : null,
    links: [],
  };
}

/** The ids of records that hold a proposal's or measure's id would tell whose it is. */
function masked(actor: Actor, row: sql.RecordRow, ties: Ties): ExplainedRow {
  const shownRow = plain(actor, row, ties);
  const posting = shownRow.posting === null ? null : { ...shownRow.posting, href: null };
  return {
    ...shownRow,
    id: row.kind === 'amount' || row.kind === 'posting' ? row.id : '',
    posting,
    note: null,
    isMasked: true,
  };
}

function shown(actor: Actor, row: sql.RecordRow, ties: Ties): ExplainedRow {
  const tie = ties.measures.get(key(row.version_id, row.measure_key));
  const passage = ties.passages.get(key(row.proposal_id, row.measure_key));
  const decision = row.decision_id === null ? undefined : ties.decisions.get(row.decision_id);
  return {
    ...plain(actor, row, ties),
    measure: tie === undefined ? null : measureOf(actor, tie, passage),
    decision: decision === undefined ? null : decisionOf(actor, decision),
    links: linksOf(actor, row),
  };
}

function measureOf(actor: Actor, tie: sql.MeasureTie, passage: sql.PassageTie | undefined): RowMeasure {
  const href = `/api/v1/proposals/${tie.proposal_id}`;
  const version = { id: tie.version_id, number: tie.version_number, href: `${href}/versions/${tie.version_number}` };
  const amount = moneyOf(tie.requested_ore);
  return {
    proposalId: tie.proposal_id,
    measureKey: tie.measure_key,
    title: tie.title,
    registrationNumber: tie.registration_number,
    authorityCode: tie.authority_code,
    version,
    href,
    passages: [...passagesIn(actor, tie, passage), placeInVersion(tie, amount, version.href)],
  };
}

/**
 * The registered file is its administration's own paper. Others are shown what it says only where the frozen version says
 * it in the same words, and nothing of a file that is marked as secret.
 */
function passagesIn(actor: Actor, tie: sql.MeasureTie, passage: sql.PassageTie | undefined): Passage[] {
  if (passage === undefined) return [];
  const isOwn = maySeeInternal(actor, tie.authority_id);
  const mayOpen = isOwn || (!passage.is_marked && maySeeDocument(actor, tie.authority_id, passage.direction));
  const isSubmitted =
    tie.is_frozen && !passage.is_marked && tie.sections.some(({ text }) => text.includes(passage.quote));
  if (!mayOpen && !isSubmitted) return [];
  const amount = moneyOf(passage.amount_ore);
  return [
    {
      in: 'document',
      section: passage.section,
      line: passage.line,
      start: passage.start_offset,
      end: passage.end_offset,
      quote: passage.quote,
      amount,
      isCurrent: amount.equals(moneyOf(tie.requested_ore)),
      href: mayOpen ? `/api/v1/document-versions/${passage.document_version_id}/content` : null,
    },
  ];
}

/** Where the version's texts say the amount; otherwise the measure's own line in the list of measures. */
function placeInVersion(tie: sql.MeasureTie, amount: Money, href: string): Passage {
  const place = placeInTexts(tie.sections, { title: tie.title, requestedAmount: amount });
  const common = { in: 'version', amount, isCurrent: true, href } as const;
  if (place === null)
    return {
      ...common,
      section: 'Insatser',
      line: tie.position,
      start: null,
      end: null,
      quote: `${tie.title}: ${amount.format()}`,
    };
  const { section, line, start, end, quote } = place;
  return { ...common, section, line, start, end, quote };
}

function decisionOf(actor: Actor, tie: sql.DecisionTie): RowDecision {
  return {
    id: tie.id,
    bodyName: tie.body_name,
    day: tie.decision_day,
    minuteItem: tie.minute_item,
    outcome: tie.outcome,
    href: reaches(actor, tie.authority_ids) ? `/api/v1/agenda-items/${tie.agenda_item_id}` : null,
    publicMinutesHref: tie.is_adjusted ? `/api/v1/public/minutes/${tie.minutes_id}` : null,
    publicHref: tie.is_published ? `/api/v1/public/decisions/${tie.id}` : null,
  };
}

const ledgerHref = ({ source_id, year, proposal_id, decision_id }: sql.RecordRow): string => {
  const asked = Object.entries({
    sourceId: source_id,
    year: year === null ? null : String(year),
    proposalId: proposal_id,
    decisionId: decision_id,
  });
  const given = asked.filter((pair): pair is [string, string] => pair[1] !== null);
  return `/api/v1/ledger?${new URLSearchParams(given).toString()}`;
};

/** Only where this person may go. */
function linksOf(actor: Actor, row: sql.RecordRow): ExplainedRow['links'] {
  const links: ExplainedRow['links'] = [];
  const add = (rel: string, act: ActName, id: string | null, path: string): void => {
    if (id !== null && may(actor, act)) links.push({ rel, href: `/api/v1/${path}/${id}` });
  };
  add('allocation', 'allocation.read', row.allocation_id, 'allocations');
  add('requisition', 'grant.read', row.requisition_id, 'requisitions');
  add('trail', 'allocation.read', trailOf(row), 'trail');
  return links;
}

/** Where the row stands on the way of the money. */
function trailOf({
  kind,
  id,
  allocation_row_id: allocationRow,
  requisition_id: requisition,
}: sql.RecordRow): string | null {
  if (kind === 'cost') return `cost/${id}`;
  if (requisition !== null) return `requisition/${requisition}`;
  return allocationRow === null ? null : `allocationRow/${allocationRow}`;
}
