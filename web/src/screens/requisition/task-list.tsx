import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import type { ApiProblem } from '../../api/problem';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { StatusTag, type Tone } from '../../components/status-tag';
import type { Amount } from '../../money/money';
import { othersOf, type Task, type TaskAct, tasksOf, waitsForAnother } from '../../requisitions/tasks';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { ActForm } from './act-form';

const tones: Readonly<Record<Task['state'], Tone>> = {
  done: 'success',
  now: 'info',
  possible: 'neutral',
  later: 'neutral',
  never: 'neutral',
};

/** The acts in their order, the next one open; then what happens only to some. */
export function TaskList({
  requisition,
  grant,
  reserved,
}: {
  requisition: Schemas['RequisitionDto'];
  grant: Schemas['GrantDto'];
  reserved: Amount | undefined;
}) {
  const t = useTexts('requisitions');
  const session = useSession();
  const mayHandle = mayEver(session, 'grant.handle');
  const [opened, setOpened] = useState<TaskAct | undefined>();
  const [refused, setRefused] = useState<{ act: TaskAct; error: ApiProblem } | undefined>();
  const tasks = tasksOf(requisition, grant.agent);
  const next = tasks.find(({ state }) => state === 'now')?.act;
  const others = othersOf(requisition);
  const formOf = (act: TaskAct) => (
    <ActForm
      act={act}
      requisition={requisition}
      grant={grant}
      reserved={reserved}
      onDone={() => {
        setOpened(undefined);
        setRefused(undefined);
      }}
      onRefused={(error) => setRefused({ act, error })}
    />
  );
  const mustWait = (act: TaskAct): boolean => act === 'approve' && waitsForAnother(requisition, session.person.id);
  return (
    <>
      {/* The form of an act that somebody else did first is gone; why it was refused is still told. */}
      {refused === undefined || refused.act === (opened ?? next) ? null : <ProblemAlert error={refused.error} />}
      <ol className="requisition-tasks">
        {tasks.map((task) => {
          const { act, state, mayRepeat } = task;
          const isOpen = mayHandle && !mustWait(act) && (opened === act || (opened === undefined && state === 'now'));
          const mayOpen =
            mayHandle && !isOpen && (state === 'possible' || state === 'now' || mayRepeat) && !mustWait(act);
          return (
            <li key={act} aria-current={state === 'now' ? 'step' : undefined}>
              <TaskLine task={task} />
              {state === 'now' && mustWait(act) ? <Paragraph>{t('fourEyes')}</Paragraph> : null}
              {mayOpen ? (
                <Button variant="tertiary" data-size="sm" onClick={() => setOpened(act)}>
                  {mayRepeat ? t(`again.${act as 'prepare'}`) : t(`acts.${act}.do`)}
                </Button>
              ) : null}
              {isOpen ? formOf(act) : null}
            </li>
          );
        })}
      </ol>
      {others.length === 0 || !mayHandle ? null : (
        <Section heading={t('others')} level={3}>
          <div className="actions">
            {others.map((act) => (
              <Button key={act} variant="secondary" aria-expanded={opened === act} onClick={() => setOpened(act)}>
                {t(`acts.${act}.do`)}
              </Button>
            ))}
          </div>
          {others.map((act) => (opened === act ? <div key={act}>{formOf(act)}</div> : null))}
        </Section>
      )}
    </>
  );
}

function TaskLine({ task: { act, state, day, who } }: { task: Task }) {
  const t = useTexts('requisitions');
  const told = [day === null ? null : formatDay(day), who].filter((part) => part !== null).join(', ');
  return (
    <div className="requisition-task">
      <span>
        {state === 'done' ? t(`acts.${act}.done`) : t(`acts.${act}.title`)}
        {told === '' ? null : <span className="quiet"> {told}</span>}
      </span>
      <StatusTag tone={tones[state]}>{t(`taskStates.${state}`)}</StatusTag>
    </div>
  );
}
