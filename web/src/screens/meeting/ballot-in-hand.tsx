import { Button, Paragraph, Radio, Table } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { ChoiceField } from '../../components/choice-field';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';
import { claimsOf, nameOf } from './claims';
import { useAct } from './use-act';

interface Choice {
  choice: string;
  label: string;
}

/** A ballot that is open: the votes are called and noted name by name, or given by each in the room; then it is counted. */
export function BallotInHand({
  ballot,
  current,
  names,
}: {
  ballot: Schemas['LiveBallotDto'];
  current: Schemas['LiveCurrentDto'];
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('meeting');
  const claims = claimsOf(current);
  const choices: Choice[] = [
    ...ballot.alternatives.map((id) => {
      const claim = claims.find((each) => each.id === id);
      return { choice: id, label: claim === undefined ? id : nameOf(claim, names, t) };
    }),
    ...(ballot.alternatives.length === 1 ? [{ choice: 'no', label: t('ballot.no') }] : []),
    { choice: 'abstain', label: t('ballot.abstain') },
  ];
  return (
    <Section heading={t('ballot.heading')} level={4} className="form">
      <Paragraph role="status">{t('ballot.voted', { voted: ballot.voted, electors: ballot.electors })}</Paragraph>
      {ballot.isSecret ? (
        <Paragraph>{t('ballot.secret')}</Paragraph>
      ) : (
        <RollCall ballot={ballot} serving={current.roster.serving} choices={choices} names={names} />
      )}
      <CloseBallot ballot={ballot} choices={choices} />
    </Section>
  );
}

function RollCall({
  ballot,
  serving,
  choices,
  names,
}: {
  ballot: Schemas['LiveBallotDto'];
  serving: readonly Schemas['ServingDto'][];
  choices: readonly Choice[];
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('meeting');
  const [votes, setVotes] = useState<ReadonlyMap<string, string>>(new Map());
  const call = useAct(async () => {
    const called = [...votes].map(([personId, choice]) => ({ personId, choice }));
    await unwrap(
      api.POST('/api/v1/ballots/{id}/roll-call', { params: { path: { id: ballot.id } }, body: { votes: called } }),
    );
    setVotes(new Map());
  });
  useUnsaved(votes.size > 0 && !call.isPending);
  return (
    <>
      <CaptionedTable caption={t('ballot.rollCall')} heads={[t('ballot.who'), ...choices.map(({ label }) => label)]}>
        <Table.Body>
          {serving.map(({ personId }) => (
            <Table.Row key={personId}>
              <Table.HeaderCell scope="row">{names.get(personId)}</Table.HeaderCell>
              {choices.map(({ choice, label }) => (
                <Table.Cell key={choice}>
                  <Radio
                    aria-label={`${names.get(personId) ?? ''}: ${label}`}
                    name={`vote-${personId}`}
                    value={choice}
                    checked={votes.get(personId) === choice}
                    onChange={() => setVotes(new Map(votes).set(personId, choice))}
                  />
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </CaptionedTable>
      <ProblemAlert error={call.error} />
      <div className="actions">
        <Button
          variant="secondary"
          disabled={votes.size === 0 || call.isPending}
          onClick={() => call.mutate(undefined)}
        >
          {t('ballot.record', { count: votes.size })}
        </Button>
      </div>
    </>
  );
}

/** Closing counts. The casting vote is asked for only when the API says that it is needed. */
function CloseBallot({ ballot, choices }: { ballot: Schemas['LiveBallotDto']; choices: readonly Choice[] }) {
  const t = useTexts('meeting');
  const [casting, setCasting] = useState('');
  const close = useAct(() =>
    unwrap(
      api.POST('/api/v1/ballots/{id}/closing', {
        params: { path: { id: ballot.id } },
        body: casting === '' ? {} : { castingVote: casting },
      }),
    ),
  );
  return (
    <>
      <ProblemAlert error={close.error} />
      {close.error === null ? null : (
        <ChoiceField
          label={t('ballot.casting')}
          none={t('live.choose')}
          value={casting}
          options={choices.flatMap(({ choice, label }) => (choice === 'abstain' ? [] : [{ value: choice, label }]))}
          onChange={setCasting}
        />
      )}
      <div className="actions">
        <Button disabled={close.isPending} onClick={() => close.mutate(undefined)}>
          {t('ballot.close')}
        </Button>
      </div>
    </>
  );
}
