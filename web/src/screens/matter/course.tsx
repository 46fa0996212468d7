import { Heading, List } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { readEvery, type Schemas } from '../../api/client';
import { StatusTag } from '../../components/status-tag';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Proposal = Schemas['ProposalDto'];
type Item = Schemas['AgendaItemDto'];
type StepState = 'done' | 'now' | 'later';

interface Step {
  key: string;
  name: string;
  state: StepState;
  detail: string;
}

const tones = { done: 'success', now: 'info', later: 'neutral' } as const;

/** The way of the matter, step by step: what is behind, where it is, what is planned. */
export function Course({ proposal, items }: { proposal: Proposal; items: readonly Item[] }) {
  const t = useTexts('matter');
  const steps = [...useApprovalSteps(proposal), ...useBodySteps(proposal, items)];
  return (
    <>
      <ol className="course">
        {steps.map(({ key, name, state, detail }) => (
          <li key={key} aria-current={state === 'now' ? 'step' : undefined}>
            <StatusTag tone={tones[state]}>{t(`steps.${state}`)}</StatusTag>
            <span>
              <strong>{name}</strong>
              {detail === '' ? null : <span className="course-detail">{detail}</span>}
            </span>
          </li>
        ))}
      </ol>
      {proposal.reasons.length === 0 ? null : (
        <section aria-labelledby="reasons">
          <Heading level={2} data-size="2xs" id="reasons">
            {t('reasons')}
          </Heading>
          <List.Unordered>
            {proposal.reasons.map(({ reason, at }) => (
              <List.Item key={at}>
                {reason} <span className="quiet">{formatInstant(at)}</span>
              </List.Item>
            ))}
          </List.Unordered>
        </section>
      )}
    </>
  );
}

function useApprovalSteps({ status, approvals }: Proposal): Step[] {
  const t = useTexts('matter');
  const isWriting = status === 'drafting' || status === 'referredBack';
  const approval = (step: 1 | 2, name: string): Step => {
    const given = approvals.find((each) => each.step === step);
    const isNow = status === 'managerReview' && given === undefined && approvals.length === step - 1;
    return {
      key: name,
      name,
      state: given !== undefined ? 'done' : isNow ? 'now' : 'later',
      detail:
        given === undefined ? '' : t('steps.approvedBy', { name: given.approverName, at: formatInstant(given.at) }),
    };
  };
  return [
    {
      key: 'draft',
      name: t('steps.draft'),
      state: isWriting ? 'now' : 'done',
      detail: isWriting ? '' : t('steps.sentIn'),
    },
    approval(1, t('steps.unitHead')),
    approval(2, t('steps.director')),
  ];
}

/** What stands on agendas, and before that what the memorandum plans. */
function useBodySteps({ decisionPlan }: Proposal, items: readonly Item[]): Step[] {
  const t = useTexts('matter');
  const bodies = useQuery({ ...readEvery('/api/v1/bodies'), staleTime: 300_000 }).data ?? [];
  const nameOf = new Map(bodies.map(({ id, name }) => [id, name]));
  const onAgenda = items.map(({ id, bodyName, day, decision }, index): Step => {
    const isNext = decision === null && items.slice(0, index).every((before) => before.decision !== null);
    const paragraph = decision === null ? '' : `, ${t('paragraph', { number: decision.minuteItem })}`;
    const outcome = decision === null ? '' : t(`outcomes.${decision.outcome as 'approve'}`);
    return {
      key: id,
      name: t('agendaLine', { body: bodyName, day: formatDay(day) }),
      state: decision !== null ? 'done' : isNext ? 'now' : 'later',
      detail: [`${outcome}${paragraph}`, decision?.reasons ?? ''].filter((text) => text !== '').join('. '),
    };
  });
  const listed = new Set(items.map(({ bodyId }) => bodyId));
  const planned = decisionPlan
    .filter(({ bodyId }) => !listed.has(bodyId))
    .map(({ bodyId, day }, index): Step => ({
      key: `plan ${index}`,
      name: t('agendaLine', { body: nameOf.get(bodyId) ?? '…', day: formatDay(day) }),
      state: 'later',
      detail: t('planned'),
    }));
  return [...onAgenda, ...planned];
}
