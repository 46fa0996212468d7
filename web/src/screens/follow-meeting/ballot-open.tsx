import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { useSession } from '../../api/session';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';
import { claimText, type LiveClaim } from './claim-text';

/** A ballot that is open: a press is a vote, and it cannot be taken back; so each button says what it votes for. */
export function BallotOpen({
  ballot,
  claims,
  names,
  roster,
}: {
  ballot: Schemas['LiveBallotDto'];
  claims: readonly LiveClaim[];
  names: ReadonlyMap<string, string>;
  roster: Schemas['RosterDto'];
}) {
  const t = useTexts('follow-meeting');
  const { id: me } = useSession().person;
  const vote = useMutation({
    mutationFn: (choice: string) =>
      unwrap(api.POST('/api/v1/ballots/{id}/votes', { params: { path: { id: ballot.id } }, body: { choice } })),
  });
  const isElector = roster.serving.some(({ personId }) => personId === me);
  const choices = [
    ...ballot.alternatives.map((id) => {
      const claim = claims.find((each) => each.id === id);
      return { choice: id, label: claim === undefined ? id : claimText(claim, names, t) };
    }),
    ...(ballot.alternatives.length === 1 ? [{ choice: 'no', label: t('no') }] : []),
    { choice: 'abstain', label: t('abstain') },
  ];
  return (
    <section aria-labelledby="ballot" className="ballot-open">
      <Heading level={3} data-size="xs" id="ballot">
        {ballot.isSecret ? t('secretBallot') : t('ballot')}
      </Heading>
      <Paragraph role="status">{t('voted', { voted: ballot.voted, electors: ballot.electors })}</Paragraph>
      <ProblemAlert error={vote.error} />
      {!isElector ? (
        <Paragraph>{t('notElector')}</Paragraph>
      ) : vote.isSuccess ? (
        <Alert data-color="success" role="status">
          {t('given', { choice: choices.find(({ choice }) => choice === vote.variables)?.label ?? '' })}
        </Alert>
      ) : (
        <div className="ballot-choices">
          {choices.map(({ choice, label }) => (
            <Button
              key={choice}
              variant={choice === 'abstain' ? 'tertiary' : 'secondary'}
              disabled={vote.isPending}
              onClick={() => vote.mutate(choice)}
            >
              {t('voteFor', { choice: label })}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
