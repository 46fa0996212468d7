import { Button, Field, Heading, Label, Textarea, Textfield } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { ChoiceField, optionsOf } from '../../components/choice-field';
import { LongField } from '../../components/long-field';
import type { Draft, PointType } from '../../proposals/content';
import { useTexts } from '../../texts/texts';

type Edit = (change: (draft: Draft) => Draft) => void;

const pointTypes: readonly PointType[] = [
  'approve',
  'forward',
  'adjustImmediately',
  'note',
  'reject',
  'assign',
  'other',
];

/** What the bodies are asked to decide, when, and who is told. */
export function DecisionParts({
  proposal,
  draft,
  onEdit,
}: {
  proposal: Schemas['ProposalDto'];
  draft: Draft;
  onEdit: Edit;
}) {
  return (
    <>
      <Points draft={draft} onEdit={onEdit} />
      <Plan proposal={proposal} draft={draft} onEdit={onEdit} />
      <Recipients draft={draft} onEdit={onEdit} />
    </>
  );
}

type ListName = 'decisionPoints' | 'decisionPlan';

/** One of the draft's lists as rows that are changed, taken away one by one and added to at the end. */
function Rows<Name extends ListName>({
  name,
  heading,
  isWide = false,
  draft,
  empty,
  add,
  removeLabel,
  onEdit,
  children,
}: {
  name: Name;
  heading: ReactNode;
  /** A row's fields stand beside each other. */
  isWide?: boolean;
  draft: Draft;
  empty: Draft[Name][number];
  add: string;
  removeLabel: (number: number) => string;
  onEdit: Edit;
  children: (
    row: Draft[Name][number],
    index: number,
    change: (next: Partial<Draft[Name][number]>) => void,
  ) => ReactNode;
}) {
  const t = useTexts('proposal');
  const rows: readonly Draft[Name][number][] = draft[name];
  const edit = (change: (rows: Draft[Name][number][]) => Draft[Name][number][]): void =>
    onEdit((now) => ({ ...now, [name]: change([...now[name]]) }));
  return (
    <section id={name} data-place={name} className="write-part">
      <Heading level={2} data-size="xs">
        {heading}
      </Heading>
      <ol className="measure-list">
        {rows.map((row, index) => (
          <li key={index} className={isWide ? 'measure-row measure-choices' : 'measure-row'}>
            {children(row, index, (next) =>
              edit((now) => now.map((each, at) => (at === index ? { ...each, ...next } : each))),
            )}
            <Button
              variant="tertiary"
              data-color="danger"
              aria-label={removeLabel(index + 1)}
              onClick={() => edit((now) => now.filter((_row, at) => at !== index))}
            >
              {t('measure.remove')}
            </Button>
          </li>
        ))}
      </ol>
      <Button variant="secondary" onClick={() => edit((now) => [...now, empty])}>
        {add}
      </Button>
    </section>
  );
}

function Points({ draft, onEdit }: { draft: Draft; onEdit: Edit }) {
  const t = useTexts('proposal');
  return (
    <Rows
      name="decisionPoints"
      heading={t('parts.decisionPoints')}
      draft={draft}
      empty={{ type: 'approve', text: '' }}
      add={t('point.add')}
      removeLabel={(number) => t('point.removeNumbered', { number })}
      onEdit={onEdit}
    >
      {({ type, text }, index, change) => (
        <>
          <LongField
            id={`point-${index}`}
            label={t('point.text', { number: index + 1 })}
            rows={2}
            value={text}
            onChange={(value) => change({ text: value })}
          />
          <ChoiceField<PointType | ''>
            id={`point-type-${index}`}
            label={t('point.type')}
            none={t('point.choose')}
            value={type ?? ''}
            options={pointTypes.map((value) => ({ value, label: t(`point.types.${value}`) }))}
            onChange={(value) => change({ type: value === '' ? null : value })}
          />
        </>
      )}
    </Rows>
  );
}

function Plan({ proposal, draft, onEdit }: { proposal: Schemas['ProposalDto']; draft: Draft; onEdit: Edit }) {
  const t = useTexts('proposal');
  const bodies = useQuery({ ...readEvery('/api/v1/bodies'), staleTime: 300_000 }).data ?? [];
  // Our own bodies first: most matters never leave them before the executive board.
  const ordered = bodies.toSorted(
    (one, other) =>
      Number(other.authorityId === proposal.authorityId) - Number(one.authorityId === proposal.authorityId),
  );
  return (
    <Rows
      name="decisionPlan"
      heading={
        <>
          {t('parts.decisionPlan')} <span className="quiet">{t('tasks.optional')}</span>
        </>
      }
      isWide
      draft={draft}
      empty={{ bodyId: '', day: '' }}
      add={t('plan.add')}
      removeLabel={(number) => t('plan.removeNumbered', { number })}
      onEdit={onEdit}
    >
      {({ bodyId, day }, index, change) => (
        <>
          <ChoiceField
            id={`plan-body-${index}`}
            label={t('plan.body')}
            none={t('plan.choose')}
            value={bodyId}
            options={optionsOf(ordered)}
            onChange={(value) => change({ bodyId: value })}
          />
          <Textfield
            id={`plan-day-${index}`}
            label={t('plan.day')}
            type="date"
            value={day}
            onChange={({ target: { value } }) => change({ day: value })}
          />
        </>
      )}
    </Rows>
  );
}

function Recipients({ draft, onEdit }: { draft: Draft; onEdit: Edit }) {
  const t = useTexts('proposal');
  const authorities = useQuery({ ...readEvery('/api/v1/authorities'), staleTime: 300_000 }).data;
  if (authorities === undefined) return null;
  const nameOf = new Map(authorities.map(({ id, name }) => [id, name]));
  const idOf = new Map(authorities.map(({ id, name }) => [name.toLocaleLowerCase('sv'), id]));
  const lines = draft.dispatchList.map(({ authorityId, name }) =>
    authorityId === null ? (name ?? '') : (nameOf.get(authorityId) ?? ''),
  );
  const listed = (text: string): Draft['dispatchList'] =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const authorityId = idOf.get(line.toLocaleLowerCase('sv')) ?? null;
        return { authorityId, name: authorityId === null ? line : null };
      });
  return (
    <section id="dispatchList" data-place="dispatchList" className="write-part">
      <RecipientLines
        label={t('parts.dispatchList')}
        hint={t('recipients')}
        lines={lines}
        onChange={(text) => onEdit((now) => ({ ...now, dispatchList: listed(text) }))}
      />
    </section>
  );
}

/** Left as typed while it is being written: an empty line is on its way to become a recipient. */
function RecipientLines({
  label,
  hint,
  lines,
  onChange,
}: {
  label: string;
  hint: string;
  lines: readonly string[];
  onChange: (text: string) => void;
}) {
  return (
    <Field>
      <Label htmlFor="recipients">{label}</Label>
      <Field.Description>{hint}</Field.Description>
      <Textarea
        id="recipients"
        rows={3}
        defaultValue={lines.join('\n')}
        onChange={({ target: { value } }) => onChange(value)}
      />
    </Field>
  );
}
