import { Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { read } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CallChoice, useCalls } from '../../board/call-choice';
import { sheetOf } from '../../board/sheet';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { useTexts } from '../../texts/texts';
import './allocation-board.css';
import { BoardSheet } from './board-sheet';
import { route } from './route';

/** If I change this row, which ceiling breaks? Every measure of a call against every source and year. */
export function AllocationBoardScreen() {
  const t = useTexts('allocation-board');
  const { utlysning } = route.useSearch();
  const navigate = useNavigate();
  const { calls, call } = useCalls(utlysning);
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      {call === undefined ? (
        <EmptyState title={t('noCalls.title')} text={t('noCalls.text')} />
      ) : (
        <>
          <div className="board-choice no-print">
            <CallChoice
              calls={calls}
              call={call}
              label={t('call')}
              onChoose={(id) => void navigate({ to: '/fordelning', search: { utlysning: id }, replace: true })}
            />
            <DsLink asChild>
              <Link to={'/fordelning/scenarier' as '/'} search={{ utlysning: call.id } as never}>
                {t('toScenarios')}
              </Link>
            </DsLink>
          </div>
          <Board key={call.id} callId={call.id} />
        </>
      )}
    </div>
  );
}

function Board({ callId }: { callId: string }) {
  const t = useTexts('allocation-board');
  const canWrite = mayEver(useSession(), 'board.write');
  const board = useSuspenseQuery(read('/api/v1/calls/{id}/board', { params: { path: { id: callId } } })).data;
  const sheet = useMemo(() => sheetOf(board), [board]);
  if (sheet.rows.length === 0) return <EmptyState title={t('noMeasures.title')} text={t('noMeasures.text')} />;
  if (sheet.columns.length === 0) return <EmptyState title={t('noSources.title')} text={t('noSources.text')} />;
  return (
    <>
      {canWrite ? null : <Paragraph>{t('readOnly')}</Paragraph>}
      <BoardSheet board={board} sheet={sheet} canWrite={canWrite} />
    </>
  );
}
