import { Button, Fieldset, Textfield } from '@digdir/designsystemet-react';
import { type ReactNode, useRef } from 'react';
import type { FaultAt } from '../components/checked-form';
import { ChoiceField, optionsOf } from '../components/choice-field';
import { useTexts } from '../texts/texts';
import {
  newOutside,
  newPart,
  newQuestion,
  type OutsideRow,
  type PartRow,
  type QuestionRow,
} from './consultation-content';

/** Rows that are added at the end and taken away one by one; focus goes to the row that came, or back to the list. */
function Rows<T extends { id: string }>({
  legend,
  hint,
  add,
  make,
  rows,
  removeLabel,
  onChange,
  children,
}: {
  legend: string;
  hint?: string;
  add: string;
  make: () => T;
  rows: readonly T[];
  removeLabel: (place: number) => string;
  onChange: (rows: T[]) => void;
  children: (row: T, change: (change: Partial<T>) => void, place: number) => ReactNode;
}) {
  const t = useTexts('consultation-draft');
  const added = useRef<HTMLButtonElement>(null);
  return (
    <Fieldset>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      {hint === undefined ? null : <Fieldset.Description>{hint}</Fieldset.Description>}
      <ul className="consultation-rows">
        {rows.map((row, index) => (
          <li key={row.id}>
            {children(
              row,
              (change) => onChange(rows.map((each) => (each.id === row.id ? { ...each, ...change } : each))),
              index + 1,
            )}
            <Button
              type="button"
              variant="tertiary"
              data-size="sm"
              aria-label={removeLabel(index + 1)}
              onClick={() => {
                onChange(rows.filter(({ id }) => id !== row.id));
                added.current?.focus();
              }}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <Button ref={added} type="button" variant="secondary" data-size="sm" onClick={() => onChange([...rows, make()])}>
        {add}
      </Button>
    </Fieldset>
  );
}

/** Who has no register here: by name, and whether it is a union. */
export function OutsideRows({
  rows,
  faultAt,
  onChange,
}: {
  rows: readonly OutsideRow[];
  faultAt: FaultAt;
  onChange: (rows: OutsideRow[]) => void;
}) {
  const t = useTexts('consultation-draft');
  return (
    <Rows
      legend={t('fields.outside')}
      hint={t('hints.outside')}
      add={t('outside.add')}
      make={newOutside}
      rows={rows}
      removeLabel={(number) => t('outside.removeNamed', { number })}
      onChange={onChange}
    >
      {({ id, kind, name }, change, number) => (
        <>
          <Textfield
            id={id}
            className="row-text"
            label={t('outside.name', { number })}
            autoComplete="off"
            value={name}
            error={faultAt(id)}
            onChange={(event) => change({ name: event.target.value })}
          />
          <ChoiceField
            className="row-choice"
            id={`${id} kind`}
            label={t('outside.kind', { number })}
            value={kind}
            options={(['union', 'other'] as const).map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
            onChange={(value) => change({ kind: value as OutsideRow['kind'] })}
          />
        </>
      )}
    </Rows>
  );
}

/** What the texts are called, and which body finally decides each (B-33). */
export function PartRows({
  rows,
  bodies,
  faultAt,
  onChange,
}: {
  rows: readonly PartRow[];
  bodies: readonly { id: string; name: string }[];
  faultAt: FaultAt;
  onChange: (rows: PartRow[]) => void;
}) {
  const t = useTexts('consultation-draft');
  return (
    <Rows
      legend={t('fields.parts')}
      hint={t('hints.parts')}
      add={t('part.add')}
      make={newPart}
      rows={rows}
      removeLabel={(number) => t('part.removeNamed', { number })}
      onChange={onChange}
    >
      {({ id, title, decidingBodyId }, change, number) => (
        <>
          <Textfield
            id={id}
            className="row-text"
            label={t('part.title', { number })}
            autoComplete="off"
            value={title}
            error={faultAt(id)}
            onChange={(event) => change({ title: event.target.value })}
          />
          <ChoiceField
            className="row-choice"
            id={`${id} decider`}
            label={t('part.decider', { number })}
            value={decidingBodyId}
            none={t('part.noDecider')}
            options={optionsOf(bodies)}
            onChange={(value) => change({ decidingBodyId: value })}
          />
        </>
      )}
    </Rows>
  );
}

/** What the answers are set side by side after. */
export function QuestionRows({
  rows,
  parts,
  faultAt,
  onChange,
}: {
  rows: readonly QuestionRow[];
  parts: readonly PartRow[];
  faultAt: FaultAt;
  onChange: (rows: QuestionRow[]) => void;
}) {
  const t = useTexts('consultation-draft');
  return (
    <Rows
      legend={t('fields.questions')}
      hint={t('hints.questions')}
      add={t('question.add')}
      make={newQuestion}
      rows={rows}
      removeLabel={(number) => t('question.removeNamed', { number })}
      onChange={onChange}
    >
      {({ id, text, partId }, change, number) => (
        <>
          <Textfield
            id={id}
            className="row-text"
            label={t('question.text', { number })}
            autoComplete="off"
            value={text}
            error={faultAt(id)}
            onChange={(event) => change({ text: event.target.value })}
          />
          <ChoiceField
            className="row-choice"
            id={`${id} part`}
            label={t('question.part', { number })}
            value={parts.some((part) => part.id === partId) ? partId : ''}
            none={t('question.whole')}
            options={parts.map((part) => ({ value: part.id, label: part.title }))}
            onChange={(value) => change({ partId: value })}
          />
        </>
      )}
    </Rows>
  );
}
