import { Button, Heading, Textfield } from '@digdir/designsystemet-react';
import { useRef } from 'react';
import type { Schemas } from '../../api/client';
import { ChoiceField } from '../../components/choice-field';
import { MoneyField } from '../../components/money-field';
import { formatKr } from '../../money/money';
import { type Draft, type DraftMeasure, isComplete, isNew, liveSum } from '../../proposals/content';
import { useSourceNames } from '../../proposals/measure-table';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Edit = (change: (draft: Draft) => Draft) => void;

/** The measures beside the text, with their sum as it stands at every key. */
export function Measures({
  proposal,
  draft,
  call,
  readiness,
  onEdit,
}: {
  proposal: Schemas['ProposalDto'];
  draft: Draft;
  call: Schemas['CallDto'] | undefined;
  readiness: Schemas['ReadinessDto'];
  onEdit: Edit;
}) {
  const t = useTexts('proposal');
  const list = useRef<HTMLOListElement>(null);
  const { ore, count } = liveSum(draft.measures);
  const agrees = readiness.statedTotals.length === 0;
  const years = call?.years ?? [
    ...new Set([...proposal.measures.map(({ year }) => year), Number(today().slice(0, 4))]),
  ];
  const sourceIds = call?.sources.map(({ id }) => id) ?? [
    ...new Set(draft.measures.flatMap(({ sourceId }) => (sourceId === null ? [] : [sourceId]))),
  ];
  const change = (id: string, next: (measure: DraftMeasure) => DraftMeasure): void =>
    onEdit((now) => ({
      ...now,
      measures: now.measures.map((measure) => (measure.id === id ? next(measure) : measure)),
    }));
  const add = (): void => {
    const id = `new-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    const year = draft.measures.at(-1)?.year ?? years[0] ?? Number(today().slice(0, 4));
    const measure = { key: id, id, title: '', amountText: '', year, sourceId: null, rest: {} };
    onEdit((now) => ({ ...now, measures: [...now.measures, measure] }));
    // The row stands there when React has drawn it.
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector('input')?.focus());
  };
  return (
    <section id="measures" data-place="measures" className="write-part">
      <Heading level={2} data-size="xs">
        {t('parts.measures')}
      </Heading>
      <p className="live-sum" role="status" data-testid="live-sum">
        {t('sum', { amount: formatKr(ore), count })}
      </p>
      {agrees ? null : <p className="live-warning">{t('textDisagrees')}</p>}
      <ol className="measure-list" ref={list}>
        {draft.measures.map((measure) => (
          <MeasureRow
            key={measure.id}
            measure={measure}
            years={years}
            sourceIds={sourceIds}
            onChange={(next) => change(measure.id, next)}
            onRemove={() => onEdit((now) => ({ ...now, measures: now.measures.filter(({ id }) => id !== measure.id) }))}
          />
        ))}
      </ol>
      <Button variant="secondary" onClick={add}>
        {t('addMeasure')}
      </Button>
    </section>
  );
}

function MeasureRow({
  measure,
  years,
  sourceIds,
  onChange,
  onRemove,
}: {
  measure: DraftMeasure;
  years: readonly number[];
  sourceIds: readonly string[];
  onChange: (next: (measure: DraftMeasure) => DraftMeasure) => void;
  onRemove: () => void;
}) {
  const t = useTexts('proposal');
  const nameOf = useSourceNames();
  const { id, title, amountText, year, sourceId } = measure;
  const allYears = years.includes(year) ? years : [...years, year];
  return (
    <li className="measure-row">
      <Textfield
        id={`title-${id}`}
        label={t('measure.title')}
        value={title}
        onChange={({ target: { value } }) => onChange((now) => ({ ...now, title: value }))}
      />
      <MoneyField
        id={`amount-${id}`}
        label={t('measure.amount')}
        value={amountText}
        onChange={(text) => onChange((now) => ({ ...now, amountText: text }))}
      />
      <div className="measure-choices">
        <ChoiceField
          id={`source-${id}`}
          label={t('measure.source')}
          none={t('measure.open')}
          value={sourceId ?? ''}
          options={sourceIds.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(value) => onChange((now) => ({ ...now, sourceId: value === '' ? null : value }))}
        />
        <ChoiceField
          id={`year-${id}`}
          label={t('measure.year')}
          value={String(year)}
          options={allYears.map((each) => ({ value: String(each), label: String(each) }))}
          onChange={(value) => onChange((now) => ({ ...now, year: Number(value) }))}
        />
      </div>
      <div className="measure-end">
        {isComplete(measure) ? null : (
          <span className="quiet">{t(isNew(measure) ? 'measure.waits' : 'measure.keepsOld')}</span>
        )}
        <Button
          variant="tertiary"
          data-color="danger"
          aria-label={t('measure.removeNamed', { title: title || t('measure.untitled') })}
          onClick={onRemove}
        >
          {t('measure.remove')}
        </Button>
      </div>
    </li>
  );
}
