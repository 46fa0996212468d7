import { Button, Field, Heading, Label, Paragraph, Radio, Select, Table } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { TableScroll } from '../../components/table-scroll';
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
    <section aria-labelledby="ballot" className="form">
      <Heading level={4} data-size="2xs" id="ballot">
        {t('ballot.heading')}
      </Heading>
      <Paragraph role="status">{t('ballot.voted', { voted: ballot.voted, electors: ballot.electors })}</Paragraph>
      {ballot.isSecret ? (
        <Paragraph>{t('ballot.secret')}</Paragraph>
      ) : (
        <RollCall ballot={ballot} serving={current.roster.serving} choices={choices} names={names} />
      )}
      <CloseBallot ballot={ballot} choices={choices} />
    </section>
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
      <TableScroll label={t('ballot.rollCall')}>
        <Table>
          <caption className="visually-hidden">{t('ballot.rollCall')}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('ballot.who')}</Table.HeaderCell>
              {choices.map(({ choice, label }) => (
                <Table.HeaderCell scope="col" key={choice}>
                  {label}
                </Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Head>
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
        </Table>
      </TableScroll>
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
        <Field>
          <Label>{t('ballot.casting')}</Label>
          <Select value={casting} onChange={(event) => setCasting(event.target.value)}>
            <Select.Option value="">{t('live.choose')}</Select.Option>
            {choices
              .filter(({ choice }) => choice !== 'abstain')
              .map(({ choice, label }) => (
                <Select.Option key={choice} value={choice}>
                  {label}
                </Select.Option>
              ))}
          </Select>
        </Field>
      )}
      <div className="actions">
        <Button disabled={close.isPending} onClick={() => close.mutate(undefined)}>
          {t('ballot.close')}
        </Button>
      </div>
    </>
  );
}
