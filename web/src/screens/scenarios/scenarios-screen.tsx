import { Checkbox, Link as DsLink, Paragraph, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CallChoice, useCalls } from '../../board/call-choice';
import { CaptionedTable } from '../../components/captioned-table';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { WhyNumber } from '../../components/why-number';
import { formatNumber } from '../../money/money';
import { useTexts } from '../../texts/texts';
import { ComparedScenarios } from './compared-scenarios';
import { NewScenario } from './new-scenario';
import { route, type ScenariosSearch } from './route';
import { ScenarioInFull } from './scenario-in-full';
import './scenarios.css';

type Scenario = Schemas['ScenarioItemDto'];

/** Side by side nobody reads more than these at first. */
const comparedAtFirst = 4;
const comparedMax = 10;

/** Which way of dividing the money holds, and what does each choice cost whom? */
export function ScenariosScreen() {
  const t = useTexts('scenarios');
  const search = route.useSearch();
  const navigate = useNavigate();
  const { calls, call } = useCalls(search.utlysning);
  const go = (change: ScenariosSearch): void =>
    void navigate({
      to: '.',
      search: { ...search, ...change } as never,
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {call === undefined ? (
        <EmptyState title={t('noCalls.title')} text={t('noCalls.text')} />
      ) : (
        <>
          <div className="scenario-choice no-print">
            <CallChoice
              calls={calls}
              call={call}
              label={t('call')}
              onChoose={(id) => go({ utlysning: id, visa: undefined, jamfor: undefined } as ScenariosSearch)}
            />
            <DsLink asChild>
              <Link to="/fordelning" search={{ utlysning: call.id }}>
                {t('toBoard')}
              </Link>
            </DsLink>
          </div>
          <Scenarios key={call.id} callId={call.id} callTitle={call.title} search={search} onGo={go} />
        </>
      )}
    </div>
  );
}

function Scenarios({
  callId,
  callTitle,
  search,
  onGo,
}: {
  callId: string;
  callTitle: string;
  search: ScenariosSearch;
  onGo: (change: ScenariosSearch) => void;
}) {
  const t = useTexts('scenarios');
  const canWrite = mayEver(useSession(), 'board.write');
  const path = { id: callId };
  const scenarios = useSuspenseQuery(readEvery('/api/v1/calls/{id}/scenarios', { params: { path } })).data;
  const known = new Set(scenarios.map(({ id }) => id));
  const alive = scenarios.filter(({ status }) => status !== 'discarded');
  const wanted = search.jamfor?.split(',').filter((id) => known.has(id));
  const compared = (wanted ?? alive.slice(-comparedAtFirst).map(({ id }) => id)).slice(0, comparedMax);
  const shown = scenarios.find(({ id }) => id === search.visa);
  const toggle = (id: string, isIn: boolean): void =>
    onGo({
      jamfor: scenarios
        .filter((one) => (one.id === id ? isIn : compared.includes(one.id)))
        .map((one) => one.id)
        .join(','),
    });
  return (
    <>
      {canWrite ? (
        <NewScenario
          callId={callId}
          scenarios={alive}
          onMade={(id) => onGo({ visa: id, jamfor: undefined } as never)}
        />
      ) : (
        <Paragraph>{t('readOnly')}</Paragraph>
      )}
      {scenarios.length === 0 ? (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <ScenarioList scenarios={scenarios} compared={compared} search={search} onToggle={toggle} />
      )}
      {shown === undefined ? null : (
        <ScenarioInFull key={shown.id} id={shown.id} callTitle={callTitle} canWrite={canWrite} />
      )}
      {compared.length === 0 ? null : <ComparedScenarios callId={callId} ids={compared} />}
    </>
  );
}

function ScenarioList({
  scenarios,
  compared,
  search,
  onToggle,
}: {
  scenarios: readonly Scenario[];
  compared: readonly string[];
  search: ScenariosSearch;
  onToggle: (id: string, isIn: boolean) => void;
}) {
  const t = useTexts('scenarios');
  return (
    <Section heading={t('list', { count: scenarios.length })}>
      <CaptionedTable
        caption={t('made')}
        heads={[t('compare'), t('name'), t('rule'), { number: t('given') }, t('certificate'), t('state')]}
        data-size="sm"
      >
        <Table.Body>
          {scenarios.map(({ id, name, rule, total, isCertified, status }) => (
            <Table.Row key={id} data-chosen={id === search.visa ? '' : undefined}>
              <Table.Cell>
                <Checkbox
                  aria-label={t('compareNamed', { name })}
                  value={id}
                  checked={compared.includes(id)}
                  disabled={!compared.includes(id) && compared.length >= comparedMax}
                  onChange={({ target: { checked } }) => onToggle(id, checked)}
                />
              </Table.Cell>
              <Table.HeaderCell scope="row">
                <DsLink asChild>
                  <Link
                    to="."
                    search={{ ...search, visa: id } as never}
                    replace
                    resetScroll={false}
                    aria-current={id === search.visa ? 'true' : undefined}
                  >
                    {name}
                  </Link>
                </DsLink>
              </Table.HeaderCell>
              <Table.Cell>{t(`rules.${rule}`)}</Table.Cell>
              <Table.Cell className="number">
                <WhyNumber route={`/api/v1/scenarios/${id}`} figure="given">
                  {formatNumber(total)}
                </WhyNumber>
              </Table.Cell>
              <Table.Cell>
                <StatusTag tone={isCertified ? 'success' : 'danger'}>
                  {t(isCertified ? 'certified' : 'notCertified')}
                </StatusTag>
              </Table.Cell>
              <Table.Cell>{t(`states.${status}`)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </CaptionedTable>
    </Section>
  );
}
