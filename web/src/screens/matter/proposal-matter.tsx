import { Button, Tabs } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, ifMatch, read, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { ProblemAlert } from '../../components/problem-alert';
import { Fact, StatusLine } from '../../components/status-line';
import { formatKr } from '../../money/money';
import { waitsForStep } from '../../proposals/approval-step';
import { ProposalStatusTag } from '../../proposals/proposal-status';
import { useTableSearch } from '../../tables/table-search';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { Course } from './course';
import { DecisionsOfMatter } from './decisions';
import { Documents } from './documents';
import { History } from './history';
import { Money } from './money';

type Proposal = Schemas['ProposalDto'];
type Item = Schemas['AgendaItemDto'];

const tabs = ['course', 'money', 'documents', 'decisions', 'history'] as const;

export function ProposalMatter({ id, matter }: { id: string; matter: Schemas['MatterPageDto']['items'][number] }) {
  const t = useTexts('matter');
  const proposal = useSuspenseQuery(read('/api/v1/proposals/{id}', { params: { path: { id } } })).data;
  const items = useSuspenseQuery(readEvery('/api/v1/agenda-items', { params: { query: { subjectId: id } } })).data;
  const [{ flik = 'course' }, setSearch] = useTableSearch();
  return (
    <>
      <Standing proposal={proposal} items={items} />
      <Acts proposal={proposal} />
      <Tabs value={flik} onChange={(value) => setSearch({ flik: value === 'course' ? undefined : value })}>
        <Tabs.List>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="course">
          <Course proposal={proposal} items={items} />
        </Tabs.Panel>
        <Tabs.Panel value="money">
          <Money proposal={proposal} />
        </Tabs.Panel>
        <Tabs.Panel value="documents">{flik === 'documents' ? <Documents matter={matter} /> : null}</Tabs.Panel>
        <Tabs.Panel value="decisions">{flik === 'decisions' ? <DecisionsOfMatter matter={matter} /> : null}</Tabs.Panel>
        <Tabs.Panel value="history">{flik === 'history' ? <History id={id} /> : null}</Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Who has it, what is next, by when: the question everybody asks. */
function Standing({ proposal, items }: { proposal: Proposal; items: readonly Item[] }) {
  const t = useTexts('matter');
  const p = useTexts('proposal');
  const next = items.find(({ decision }) => decision === null);
  const step = waitsForStep(proposal);
  const holder =
    step !== undefined
      ? t(step === 'unitHead' ? 'holder.unitHead' : 'holder.director')
      : t(`holder.${proposal.status as 'scheduled'}`, { body: next?.bodyName ?? '' });
  return (
    <StatusLine>
      <Fact label={p('title')}>
        <ProposalStatusTag status={proposal.status} />{' '}
        {p('sum', { amount: formatKr(proposal.total), count: proposal.measures.length })}
      </Fact>
      <Fact label={t('who')}>{holder}</Fact>
      <Fact label={t('nextIs')}>{p(`next.${proposal.status}`)}</Fact>
      {next === undefined ? null : <Fact label={t('by')}>{formatDay(next.day)}</Fact>}
    </StatusLine>
  );
}

function Acts({ proposal: { id, status, version, authorityId } }: { proposal: Proposal }) {
  const t = useTexts('matter');
  const session = useSession();
  const kept = useQueryClient();
  const navigate = useNavigate();
  const revise = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/proposals/{id}/revision', { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: async () => {
      await kept.invalidateQueries();
      await navigate({ to: '/forslag/$id/skriv', params: { id } });
    },
  });
  const isOurs = session.appointments.some((each) => each.authorityId === authorityId && each.role === 'caseOfficer');
  if (!isOurs || !mayEver(session, 'proposal.write')) return null;
  if (status === 'drafting')
    return (
      <div className="actions">
        <Button asChild>
          <Link to="/forslag/$id/skriv" params={{ id }}>
            {t('write')}
          </Link>
        </Button>
        <Button asChild variant="secondary">
          <Link to="/forslag/$id" params={{ id }}>
            {t('tasks')}
          </Link>
        </Button>
      </div>
    );
  if (status !== 'referredBack') return null;
  return (
    <div className="actions">
      <ProblemAlert error={revise.error} />
      <Button loading={revise.isPending} onClick={() => revise.mutate()}>
        {t('revise')}
      </Button>
    </div>
  );
}
