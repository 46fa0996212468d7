import { Button, List, Paragraph, Table } from '@digdir/designsystemet-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CaptionedTable } from '../../components/captioned-table';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { StatusTag, type Tone } from '../../components/status-tag';
import { Waiting } from '../../frame/waiting';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type State = Schemas['OperationsDto'];
type Texts = ReturnType<typeof useTexts<'operations'>>;

const refreshMs = 30_000;
/** Less than this part of the disk free is a warning. */
const freePartMin = 0.1;
const waitingSecondsMax = 300;

interface Part {
  name: string;
  tone: Tone;
  state: string;
  detail: ReactNode;
}

/** Is anything broken? Asked again every half minute; the checks, which read everything, when somebody asks. */
export function OperationsScreen() {
  const t = useTexts('operations');
  const state = useSuspenseQuery({ ...read('/api/v1/operations'), refetchInterval: refreshMs }).data;
  const parts = partsOf(state, t);
  const faults = parts.filter(({ tone }) => tone === 'danger' || tone === 'warning').length;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph role="status">
        <StatusTag tone={faults === 0 ? 'success' : 'danger'}>
          {faults === 0 ? t('allWell') : t('faults', { count: faults })}
        </StatusTag>
      </Paragraph>
      <CaptionedTable
        caption={t('title')}
        heads={(['part', 'state', 'detail'] as const).map((head) => t(`heads.${head}`))}
      >
        <Table.Body>
          {parts.map(({ name, tone, state: said, detail }) => (
            <Table.Row key={name}>
              <Table.HeaderCell scope="row">{name}</Table.HeaderCell>
              <Table.Cell>
                <StatusTag tone={tone}>{said}</StatusTag>
              </Table.Cell>
              <Table.Cell>{detail}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </CaptionedTable>
      {state.jobs.deadLetters.length === 0 ? null : <DeadLetters letters={state.jobs.deadLetters} />}
      {mayEver(useSession(), 'checks.run') ? <ChecksOnDemand /> : null}
    </div>
  );
}

function partsOf({ productVersion, nodeVersion, startedAt, database, jobs, disk }: State, t: Texts): Part[] {
  const isOld = (jobs.oldestSeconds ?? 0) > waitingSecondsMax;
  const isJobFault = jobs.dead > 0 || jobs.state === 'unreachable' || isOld;
  const isDatabaseFault = database.missingMigrations.length > 0 || database.roleFaults.length > 0;
  const isFull = disk !== null && disk.freeBytes < disk.totalBytes * freePartMin;
  return [
    {
      name: t('jobs'),
      tone: isJobFault ? 'danger' : 'success',
      state: isJobFault ? t('look') : t('well'),
      detail: `${t(`queue.${jobs.state}` as 'queue.ok')} ${t('open', { count: jobs.open })} ${t('dead', { count: jobs.dead })}`,
    },
    {
      name: t('database'),
      tone: isDatabaseFault ? 'danger' : 'success',
      state: isDatabaseFault ? t('look') : t('well'),
      detail: [
        t('databaseDetail', { version: database.version, size: sizeOf(database.sizeBytes) }),
        ...(database.missingMigrations.length === 0
          ? []
          : [t('migrationsMissing', { count: database.missingMigrations.length })]),
        ...database.roleFaults,
      ].join(' '),
    },
    {
      name: t('backup'),
      tone: database.lastArchivedAt === null ? 'neutral' : 'success',
      state: database.lastArchivedAt === null ? t('outside') : t('well'),
      detail:
        database.lastArchivedAt === null
          ? t('noArchive')
          : t('archivedAt', { when: formatInstant(database.lastArchivedAt) }),
    },
    {
      name: t('disk'),
      tone: disk === null ? 'neutral' : isFull ? 'danger' : 'success',
      state: disk === null ? t('unknown') : isFull ? t('look') : t('well'),
      detail: disk === null ? '' : t('diskDetail', { free: sizeOf(disk.freeBytes), total: sizeOf(disk.totalBytes) }),
    },
    {
      name: t('versions'),
      tone: 'neutral',
      state: productVersion,
      detail: t('versionDetail', { node: nodeVersion, started: formatInstant(startedAt) }),
    },
  ];
}

const units = ['byte', 'kB', 'MB', 'GB', 'TB'] as const;

/** `12,3 GB` */
function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = new Intl.NumberFormat('sv-SE', { maximumFractionDigits: 1 }).format(bytes / 1_000 ** power);
  return `${value} ${units[power] ?? ''}`;
}

function DeadLetters({ letters }: { letters: State['jobs']['deadLetters'] }) {
  const t = useTexts('operations');
  return (
    <Section heading={t('deadHeading')}>
      <Paragraph>{t('deadText')}</Paragraph>
      <List.Unordered>
        {letters.map(({ eventId, handler, type, at, outcome }) => (
          <List.Item key={`${eventId} ${handler}`}>
            {formatInstant(at)}{' '}
            <span lang="en">
              {type}, {handler}: {outcome}
            </span>
          </List.Item>
        ))}
      </List.Unordered>
    </Section>
  );
}

function ChecksOnDemand() {
  const t = useTexts('operations');
  const checks = useQuery({ ...read('/api/v1/checks'), enabled: false });
  const broken = checks.data?.items.filter(({ violations }) => violations > 0) ?? [];
  return (
    <Section heading={t('checks')}>
      <Paragraph>{t('checksText')}</Paragraph>
      <ProblemAlert error={checks.error} />
      <div className="actions">
        <Button variant="secondary" disabled={checks.isFetching} onClick={() => void checks.refetch()}>
          {t('runChecks')}
        </Button>
      </div>
      {checks.isFetching ? <Waiting /> : null}
      {checks.data === undefined || checks.isFetching ? null : (
        <p role="status">
          <StatusTag tone={broken.length === 0 ? 'success' : 'danger'}>
            {broken.length === 0
              ? t('checksHold', { count: checks.data.items.length })
              : t('checksBroken', { count: broken.length })}
          </StatusTag>
        </p>
      )}
      {broken.length === 0 ? null : (
        <List.Unordered>
          {broken.map(({ name, meaning, violations }) => (
            <List.Item key={name}>
              <span lang="en">
                {name}: {meaning}
              </span>{' '}
              {t('found', { count: violations })}
            </List.Item>
          ))}
        </List.Unordered>
      )}
    </Section>
  );
}
