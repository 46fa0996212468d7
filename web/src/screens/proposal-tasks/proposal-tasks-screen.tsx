import { Button, Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/client';
import { PageHeading } from '../../components/page-heading';
import { StatusTag, type Tone } from '../../components/status-tag';
import { formatKr } from '../../money/money';
import { ProposalStatusTag } from '../../proposals/proposal-status';
import { type Task, tasksOf, type TaskState } from '../../proposals/tasks';
import { useTexts } from '../../texts/texts';
import './proposal-tasks.css';
import { route } from './route';

const tones: Readonly<Record<TaskState, Tone>> = {
  notStarted: 'neutral',
  started: 'info',
  needsMending: 'warning',
  done: 'success',
};

/** Which sections remain before I can send? */
export function ProposalTasksScreen() {
  const t = useTexts('proposal');
  const { id } = route.useParams();
  const proposal = useSuspenseQuery(read('/api/v1/proposals/{id}', { params: { path: { id } } })).data;
  const readiness = useSuspenseQuery(read('/api/v1/proposals/{id}/readiness', { params: { path: { id } } })).data;
  const tasks = tasksOf(proposal, readiness);
  const left = tasks.filter(({ mustBeDone, state }) => mustBeDone && state !== 'done' && state !== 'started').length;
  return (
    <div className="page">
      <PageHeading>{proposal.title}</PageHeading>
      <Paragraph>
        {proposal.registrationNumber} · <ProposalStatusTag status={proposal.status} /> ·{' '}
        {t('sum', { amount: formatKr(readiness.total), count: readiness.measureCount })}
      </Paragraph>
      <Paragraph>{left === 0 ? t('tasks.allDone') : t('tasks.left', { count: left })}</Paragraph>
      <ul className="task-list">
        {tasks.map((task) => (
          <TaskRow key={task.place} id={id} task={task} isOpen={proposal.status === 'drafting'} />
        ))}
      </ul>
      {proposal.status === 'drafting' ? (
        <div className="actions">
          <Button asChild>
            <Link to="/forslag/$id/skicka" params={{ id }}>
              {t('checkAndSend')}
            </Link>
          </Button>
          <Button asChild variant="secondary">
            <Link to="/forslag/$id/skriv" params={{ id }}>
              {t('write')}
            </Link>
          </Button>
        </div>
      ) : (
        <Paragraph>
          <Link to="/arende/$number" params={{ number: proposal.registrationNumber }}>
            {t('toMatter')}
          </Link>
        </Paragraph>
      )}
    </div>
  );
}

function TaskRow({ id, task, isOpen }: { id: string; task: Task; isOpen: boolean }) {
  const t = useTexts('proposal');
  const { place, section, state, mustBeDone, faults } = task;
  const name = section === undefined ? t(`parts.${place as 'measures'}`) : t(`sections.${section}`);
  return (
    <li>
      <span className="task-name">
        {isOpen ? (
          <DsLink asChild>
            <Link to="/forslag/$id/skriv" params={{ id }} hash={place}>
              {name}
            </Link>
          </DsLink>
        ) : (
          name
        )}
        {mustBeDone ? null : <span className="quiet"> {t('tasks.optional')}</span>}
        {faults.map((fault) => (
          <span key={fault} className="task-fault">
            {fault}
          </span>
        ))}
      </span>
      <StatusTag tone={tones[state]}>{t(`tasks.${state}`)}</StatusTag>
    </li>
  );
}
