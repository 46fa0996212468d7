import { Button, Details, List, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { ChoiceField } from '../../components/choice-field';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { useTexts } from '../../texts/texts';
import { BallotInHand } from './ballot-in-hand';
import { ClaimForm } from './claim-form';
import { claimsOf, isContested, type LiveClaim, nameOf, nextOf } from './claims';
import { DisqualificationForm } from './disqualification-form';
import { useAct } from './use-act';

type Current = Schemas['LiveCurrentDto'];

/** An item that is being dealt with: what is claimed, in which order it is put, who is disqualified, who voted what. */
export function Deliberation({ current, names }: { current: Current; names: ReadonlyMap<string, string> }) {
  const t = useTexts('meeting');
  const claims = claimsOf(current);
  const next = nextOf(current);
  const open = current.ballots.find(({ status }) => status === 'open');
  return (
    <>
      {claims.length === 0 ? null : <ClaimList current={current} claims={claims} names={names} />}
      {open !== undefined ? (
        <BallotInHand key={open.id} ballot={open} current={current} names={names} />
      ) : isContested(claims) ? (
        <>
          {next.is === 'put' ? <Putting current={current} alternatives={next.alternatives} names={names} /> : null}
          {next.is === 'ballot' ? (
            <OpenBallot current={current} alternatives={next.alternatives} names={names} />
          ) : null}
        </>
      ) : null}
      <Details>
        <Details.Summary>{t('claims.make')}</Details.Summary>
        <Details.Content>
          <ClaimForm current={current} names={names} />
        </Details.Content>
      </Details>
      <Details>
        <Details.Summary>{t('disqualification.heading')}</Details.Summary>
        <Details.Content>
          <DisqualificationForm current={current} names={names} />
        </Details.Content>
      </Details>
    </>
  );
}

interface PartProps {
  current: Current;
  names: ReadonlyMap<string, string>;
}

function ClaimList({ current, claims, names }: PartProps & { claims: readonly LiveClaim[] }) {
  const t = useTexts('meeting');
  const isPutYet = current.ballots.length > 0 || nextOf(current).is !== 'put';
  const withdraw = useAct((claimId: string) =>
    unwrap(
      api.POST('/api/v1/agenda-items/{id}/claims/{claimId}/withdrawal', {
        params: { path: { id: current.agendaItemId, claimId } },
      }),
    ),
  );
  return (
    <Section heading={t('claims.heading')} level={4}>
      <ProblemAlert error={withdraw.error} />
      <List.Ordered>
        {claims.map((claim) => (
          <List.Item key={claim.id}>
            {nameOf(claim, names, t)}
            {claim.text === null ? '' : `. ${claim.text}`}
            {claim.isWithdrawn ? ` (${t('claims.withdrawn')})` : ''}
            {claim.refusedGround === null ? '' : ` (${t('claims.refused', { ground: claim.refusedGround })})`}
            {claim.isStanding || claim.isWithdrawn || isPutYet ? null : (
              <Button
                variant="tertiary"
                data-size="sm"
                disabled={withdraw.isPending}
                onClick={() => withdraw.mutate(claim.id)}
              >
                {t('claims.withdraw', { number: claim.number })}
              </Button>
            )}
          </List.Item>
        ))}
      </List.Ordered>
    </Section>
  );
}

/** The order follows from the claims: here stand those whose turn it is, and the chair says which one carries. */
function Putting({ current, alternatives, names }: PartProps & { alternatives: readonly LiveClaim[] }) {
  const t = useTexts('meeting');
  const [demandedBy, setDemandedBy] = useState('');
  const put = useAct((found: string | null) =>
    unwrap(
      api.POST('/api/v1/agenda-items/{id}/propositions', {
        params: { path: { id: current.agendaItemId }, header: ifMatch(current.version) },
        body: { found, ...(demandedBy === '' ? {} : { demandedBy }) },
      }),
    ),
  );
  return (
    <Section heading={t('putting.heading')} level={4} className="form">
      <Paragraph>{alternatives.map((claim) => nameOf(claim, names, t)).join(' · ')}</Paragraph>
      <ProblemAlert error={put.error} />
      <ChoiceField
        label={t('putting.demandedBy')}
        none={t('putting.nobody')}
        value={demandedBy}
        options={current.roster.serving.map(({ personId }) => ({ value: personId, label: names.get(personId) ?? '' }))}
        onChange={setDemandedBy}
      />
      <div className="actions">
        {alternatives.map((claim) => (
          <Button key={claim.id} variant="secondary" disabled={put.isPending} onClick={() => put.mutate(claim.id)}>
            {t('putting.found', { claim: nameOf(claim, names, t) })}
          </Button>
        ))}
        {alternatives.length === 1 ? (
          <Button variant="secondary" disabled={put.isPending} onClick={() => put.mutate(null)}>
            {t('putting.foundNo')}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

function OpenBallot({ current, alternatives, names }: PartProps & { alternatives: readonly LiveClaim[] }) {
  const t = useTexts('meeting');
  const open = useAct(() =>
    unwrap(
      api.POST('/api/v1/agenda-items/{id}/ballots', {
        params: { path: { id: current.agendaItemId }, header: ifMatch(current.version) },
      }),
    ),
  );
  return (
    <Section heading={t('ballot.next')} level={4}>
      <Paragraph>{alternatives.map((claim) => nameOf(claim, names, t)).join(' · ')}</Paragraph>
      <ProblemAlert error={open.error} />
      <div className="actions">
        <Button disabled={open.isPending} onClick={() => open.mutate(undefined)}>
          {t('ballot.open')}
        </Button>
      </div>
    </Section>
  );
}
