/** Entering what an indicator came to in a period. A later entry rules over an earlier one, until the period is reported. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { goalEvents } from '../goals.events.js';
import { lastDayOf, type Period, periodWords } from '../period.rules.js';
import { definitionOn, type IndicatorState, type LockedIndicator, lockIndicator } from './indicators.service.js';
import { type Figures, type Group, groups, type OutcomeInput, soundFigures } from './outcome.rules.js';

export interface NewOutcome extends OutcomeInput {
  year: number;
  period: Period;
  note?: string | undefined;
}

@Injectable()
export class Outcomes {
  constructor(private readonly events: Events) {}

  /**
   * @throws not-found, forbidden, precondition-failed, state-conflict `period-reported` when a report of the period stands on
   *   an agenda or is decided, validation-failed (`unknown-definition` and as `soundFigures`)
   */
  async record(tx: Tx, actor: Actor, id: string, expected: number, outcome: NewOutcome): Promise<IndicatorState> {
    const indicator = await lockIndicator(tx, actor, id);
    requirePermit(actor, 'goalReport.write', { authorityId: indicator.authorityId });
    requireVersion(expected, indicator.version);
    const { year, period, isMeasured, notMeasuredReason } = outcome;
    const lastDay = lastDayOf(year, period);
    const definition = await definitionOn(tx, id, lastDay);
    const { availableFromDay } = indicator;
    const figures = soundFigures({ ...definition, availableFromDay }, outcome, lastDay);
    await requireOpenPeriod(tx, indicator, year, period);
    await affected(tx, insertOutcome, [
      uuidv7(),
      id,
      definition.id,
      year,
      period,
      definition.kind,
      isMeasured,
      notMeasuredReason?.trim() ?? null,
      ...columnsOf(figures),
      outcome.note?.trim().normalize('NFC') ?? null,
      actor.personId,
    ]);
    await affected(tx, `update indicator set version = version + 1 where id = $1`, [id]);
    await affected(tx, enterInReport, [indicator.goalId, year, period]);
    await this.events.record(tx, actor, {
      type: goalEvents.outcomeRecorded,
      subjectKind: 'indicator',
      subjectId: id,
      payload: { year, period, isMeasured, definition: definition.number },
    });
    return { id, version: indicator.version + 1 };
  }
}

/** The report is shared, so that it is not put on an agenda while the figure is on its way in. */
async function requireOpenPeriod(
  tx: Tx,
  { authorityId }: LockedIndicator,
  year: number,
  period: Period,
): Promise<void> {
  const [report] = await rows<{ status: string }>(
    tx,
    `select status from period_report where authority_id = $1 and year = $2 and period = $3 and status not in ('rejected', 'withdrawn') for share`,
    [authorityId, year, period],
  );
  if (report?.status === 'scheduled' || report?.status === 'decided')
    throw conflict(
      'period-reported',
      `Rapporten för ${periodWords[period]} ${year} är lagd fram eller beslutad; utfallet för perioden är låst.`,
    );
}

const fields = ['count', 'total', 'value', 'statedPercent'] as const;

/** In the order of `insertOutcome`: per field all, women, men. */
function columnsOf(figures: Figures): (number | string | null)[] {
  const of = (group: Group, field: (typeof fields)[number]): number | string | null => figures[group]?.[field] ?? null;
  return fields.flatMap((field) => groups.map((group) => of(group, field)));
}

const insertOutcome = `
  insert into indicator_outcome (id, indicator_id, definition_id, year, period, number, kind, is_measured, not_measured_reason,
      count_all, count_women, count_men, total_all, total_women, total_men, value_all, value_women, value_men, stated_all, stated_women, stated_men,
      note, recorded_by)
    select $1, $2, $3, $4, $5, coalesce(max(number), 0) + 1, $6, $7, $8, $9::bigint, $10::bigint, $11::bigint, $12::bigint, $13::bigint, $14::bigint,
        $15, $16, $17, $18, $19, $20, $21, $22
      from indicator_outcome where indicator_id = $2 and year = $4 and period = $5`;

/** The first thing that is done for a goal's entry. */
const enterInReport = `
  update report_entry e set state = 'outcomeEntered', version = e.version + 1 from period_report r
   where r.id = e.report_id and e.goal_id = $1 and r.year = $2 and r.period = $3 and r.status = 'drafting' and e.state = 'notStarted'`;
