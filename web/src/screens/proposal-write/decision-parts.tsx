import { Button, Field, Heading, Label, Select, Textarea, Textfield } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../../api/client';
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

function Points({ draft, onEdit }: { draft: Draft; onEdit: Edit }) {
  const t = useTexts('proposal');
  const change = (index: number, next: Partial<Draft['decisionPoints'][number]>): void =>
    onEdit((now) => ({
      ...now,
      decisionPoints: now.decisionPoints.map((point, at) => (at === index ? { ...point, ...next } : point)),
    }));
  return (
    <section id="decisionPoints" data-place="decisionPoints" className="write-part">
      <Heading level={2} data-size="xs">
        {t('parts.decisionPoints')}
      </Heading>
      <ol className="measure-list">
        {draft.decisionPoints.map(({ type, text }, index) => (
          <li key={index} className="measure-row">
            <Field>
              <Label htmlFor={`point-${index}`}>{t('point.text', { number: index + 1 })}</Label>
              <Textarea
                id={`point-${index}`}
                rows={2}
                value={text}
                onChange={({ target: { value } }) => change(index, { text: value })}
              />
            </Field>
            <Field>
              <Label htmlFor={`point-type-${index}`}>{t('point.type')}</Label>
              <Select
                id={`point-type-${index}`}
                value={type ?? ''}
                onChange={({ target: { value } }) =>
                  change(index, { type: value === '' ? null : (value as PointType) })
                }
              >
                <Select.Option value="">{t('point.choose')}</Select.Option>
                {pointTypes.map((each) => (
                  <Select.Option key={each} value={each}>
                    {t(`point.types.${each}`)}
                  </Select.Option>
                ))}
              </Select>
            </Field>
            <Button
              variant="tertiary"
              data-color="danger"
              aria-label={t('point.removeNumbered', { number: index + 1 })}
              onClick={() =>
                onEdit((now) => ({ ...now, decisionPoints: now.decisionPoints.filter((_point, at) => at !== index) }))
              }
            >
              {t('measure.remove')}
            </Button>
          </li>
        ))}
      </ol>
      <Button
        variant="secondary"
        onClick={() =>
          onEdit((now) => ({ ...now, decisionPoints: [...now.decisionPoints, { type: 'approve', text: '' }] }))
        }
      >
        {t('point.add')}
      </Button>
    </section>
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
  const change = (index: number, next: Partial<Draft['decisionPlan'][number]>): void =>
    onEdit((now) => ({
      ...now,
      decisionPlan: now.decisionPlan.map((step, at) => (at === index ? { ...step, ...next } : step)),
    }));
  return (
    <section id="decisionPlan" data-place="decisionPlan" className="write-part">
      <Heading level={2} data-size="xs">
        {t('parts.decisionPlan')} <span className="quiet">{t('tasks.optional')}</span>
      </Heading>
      <ol className="measure-list">
        {draft.decisionPlan.map(({ bodyId, day }, index) => (
          <li key={index} className="measure-row measure-choices">
            <Field>
              <Label htmlFor={`plan-body-${index}`}>{t('plan.body')}</Label>
              <Select
                id={`plan-body-${index}`}
                value={bodyId}
                onChange={({ target: { value } }) => change(index, { bodyId: value })}
              >
                <Select.Option value="">{t('plan.choose')}</Select.Option>
                {ordered.map(({ id, name }) => (
                  <Select.Option key={id} value={id}>
                    {name}
                  </Select.Option>
                ))}
              </Select>
            </Field>
            <Textfield
              id={`plan-day-${index}`}
              label={t('plan.day')}
              type="date"
              value={day}
              onChange={({ target: { value } }) => change(index, { day: value })}
            />
            <Button
              variant="tertiary"
              data-color="danger"
              aria-label={t('plan.removeNumbered', { number: index + 1 })}
              onClick={() =>
                onEdit((now) => ({ ...now, decisionPlan: now.decisionPlan.filter((_step, at) => at !== index) }))
              }
            >
              {t('measure.remove')}
            </Button>
          </li>
        ))}
      </ol>
      <Button
        variant="secondary"
        onClick={() => onEdit((now) => ({ ...now, decisionPlan: [...now.decisionPlan, { bodyId: '', day: '' }] }))}
      >
        {t('plan.add')}
      </Button>
    </section>
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
