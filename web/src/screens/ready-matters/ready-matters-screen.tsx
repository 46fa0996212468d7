import { Button, Checkbox, Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { OpenDialog } from '../../components/open-dialog';
import { PageHeading } from '../../components/page-heading';
import { useKeys } from '../../frame/keys';
import { type Column, searchRows, sortRows } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';
import { PutOnAgenda } from './put-on-agenda';

export type ReadyMatter = Schemas['ReadyMatterDto'];

/** What can be put before a meeting now: marked one by one or all at once, and moved together. Keys: x marks, m moves. */
export function ReadyMattersScreen() {
  const t = useTexts('ready-matters');
  const matters = useSuspenseQuery(readEvery('/api/v1/ready-matters')).data;
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [isMoving, setMoving] = useState(false);
  const [added, setAdded] = useState<number | undefined>();
  const [search] = useTableSearch();
  const place = useRef<HTMLDivElement>(null);
  const mark = (id: string, isMarked: boolean): void => {
    const changed = new Set(marked);
    if (isMarked) changed.add(id);
    else changed.delete(id);
    setMarked(changed);
  };
  const columns = columnsOf(t, marked, mark);
  const shown = sortRows(searchRows(matters, columns, search['q'] ?? ''), columns, search['sort']);
  const chosen = shown.filter(({ subjectId }) => marked.has(subjectId));
  const isAll = shown.length > 0 && chosen.length === shown.length;
  useKeys({
    x: () => markRowInHand(place.current),
    m: () => setMoving(chosen.length > 0),
  });
  const tools = (
    <>
      <Button
        variant="secondary"
        onClick={() => setMarked(new Set(isAll ? [] : shown.map(({ subjectId }) => subjectId)))}
      >
        {isAll ? t('markNone') : t('markAll')}
      </Button>
      <Button disabled={chosen.length === 0} onClick={() => setMoving(true)}>
        {t('move')}
      </Button>
    </>
  );
  return (
    <div className="page" ref={place}>
      <PageHeading>{t('title')}</PageHeading>
      <p role="status" className="table-count">
        {added === undefined ? t('marked', { count: chosen.length }) : t('added', { count: added })}
      </p>
      <DataTable
        name="arenden-klara"
        caption={t('title')}
        columns={columns}
        rows={matters}
        rowKey={({ subjectId }) => subjectId}
        actions={tools}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
      {isMoving ? (
        <OpenDialog onClose={() => setMoving(false)} labelledBy="move-heading">
          <Suspense fallback={null}>
            <PutOnAgenda
              matters={chosen}
              onAdded={() => {
                setAdded(chosen.length);
                setMarked(new Set());
                setMoving(false);
              }}
            />
          </Suspense>
        </OpenDialog>
      ) : null}
    </div>
  );
}

/** The row that has the focus, or the first; then the next one has it, so that the same key marks row after row. */
function markRowInHand(place: HTMLElement | null): void {
  const boxes = [...(place?.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]') ?? [])];
  const row = document.activeElement?.closest('tbody tr') ?? null;
  const inHand = Math.max(
    0,
    boxes.findIndex((box) => box.closest('tr') === row),
  );
  boxes[inHand]?.click();
  boxes[Math.min(inHand + 1, boxes.length - 1)]?.focus();
}

function columnsOf(
  t: ReturnType<typeof useTexts<'ready-matters'>>,
  marked: ReadonlySet<string>,
  mark: (id: string, isMarked: boolean) => void,
): Column<ReadyMatter>[] {
  return [
    {
      key: 'title',
      header: t('matter'),
      value: ({ title }) => title,
      show: ({ subjectId, title }) => (
        <Checkbox
          label={title}
          checked={marked.has(subjectId)}
          onChange={(event) => mark(subjectId, event.target.checked)}
        />
      ),
    },
    {
      key: 'number',
      header: t('number'),
      value: ({ registrationNumber }) => registrationNumber,
      show: ({ registrationNumber }) => (
        <DsLink asChild>
          <Link to={`/arende/${registrationNumber}` as '/'}>{registrationNumber}</Link>
        </DsLink>
      ),
    },
    { key: 'kind', header: t('kind'), value: ({ subjectKind }) => t(`kinds.${subjectKind}`) },
    { key: 'authority', header: t('authority'), value: ({ authorityName }) => authorityName },
    { key: 'opened', header: t('opened'), kind: 'day', value: ({ openedDay }) => openedDay },
  ];
}
