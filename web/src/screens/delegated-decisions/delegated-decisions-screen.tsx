import { Button, Field, Label, Select } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readEvery } from '../../api/client';
import { mayAt, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { type Body, type DelegatedDecision, useDelegatingBodies } from '../../decisions/delegation';
import { RecordDelegated } from '../../decisions/record-delegated';
import { tellingOf, tellings } from '../../decisions/told';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';
import { AnnounceDelegated } from './announce-delegated';
import { columnsOf } from './columns';
import { ReportDecisions } from './report-decisions';

/** What has been decided on the body's behalf, and what of it has the body not been told? */
export function DelegatedDecisionsScreen() {
  const t = useTexts('delegated-decisions');
  const [{ organ }, setSearch] = useTableSearch();
  const bodies = useDelegatingBodies();
  const body = bodies.find(({ id }) => id === organ) ?? bodies[0];
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {bodies.length < 2 || body === undefined ? null : (
        <Field>
          <Label htmlFor="delegating-body">{t('body')}</Label>
          <Select id="delegating-body" value={body.id} onChange={({ target }) => setSearch({ organ: target.value })}>
            {bodies.map(({ id, name }) => (
              <Select.Option key={id} value={id}>
                {name}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      {body === undefined ? (
        <EmptyState title={t('noBody.title')} text={t('noBody.text')} />
      ) : (
        <DecisionsOf key={body.id} body={body} />
      )}
    </div>
  );
}

function DecisionsOf({ body }: { body: Body }) {
  const t = useTexts('delegated-decisions');
  const session = useSession();
  const params = { path: { id: body.id } };
  const decisions = useSuspenseQuery(readEvery('/api/v1/bodies/{id}/delegated-decisions', { params })).data;
  const [isRecording, setRecording] = useState(false);
  const [announcing, setAnnouncing] = useState<DelegatedDecision | undefined>();
  const [told, setTold] = useState('');
  const mayRecord = mayAt(session, 'delegation.decide', body.authorityId);
  const mayAnnounce = mayAt(session, 'minutes.announce', body.authorityId);
  const record = mayRecord ? <Button onClick={() => setRecording(true)}>{t('record')}</Button> : null;
  return (
    <>
      <div className="actions">
        <Button asChild variant="secondary">
          <Link to="/delegationsordning" search={{ organ: body.id }}>
            {t('toScheme')}
          </Link>
        </Button>
        {mayAt(session, 'route.plan', body.authorityId) ? (
          <ReportDecisions body={body} decisions={decisions} onReported={setTold} />
        ) : null}
      </div>
      <p role="status">{told}</p>
      <DataTable
        name="delegationsbeslut"
        caption={t('title')}
        columns={columnsOf(t, mayAnnounce ? setAnnouncing : undefined)}
        rows={decisions}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'lage',
            label: t('told'),
            value: tellingOf,
            options: tellings.map((value) => ({ value, label: t(`telling.${value}`) })),
          },
          {
            key: 'ar',
            label: t('year'),
            value: ({ year }) => String(year),
            options: [...new Set(decisions.map(({ year }) => String(year)))].map((value) => ({ value, label: value })),
          },
        ]}
        actions={record}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            {record}
          </EmptyState>
        }
      />
      {isRecording ? (
        <RecordDelegated
          body={body}
          onRecorded={({ year, number }) => {
            setTold(t('recorded', { number, year }));
            setRecording(false);
          }}
          onClose={() => setRecording(false)}
        />
      ) : null}
      {announcing === undefined ? null : (
        <AnnounceDelegated decision={announcing} onClose={() => setAnnouncing(undefined)} />
      )}
    </>
  );
}
