import { Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state';
import { publicPageOf, screenOf } from '../../money/explained';
import { formatKr } from '../../money/money';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';
import type { ExplainedRow } from './explanation';

type T = ReturnType<typeof useTexts<'why-number'>>;

/** Every row of the record: counted in one column, left out in another, so that each column's sum is one of the figures. */
export function ExplainedRows({ rows }: { rows: readonly ExplainedRow[] }) {
  const t = useTexts('why-number');
  return (
    <DataTable
      name="forklaring"
      caption={t('rows')}
      columns={columnsOf(t)}
      rows={rows.map((row, index) => ({ ...row, index }))}
      rowKey={({ index }) => String(index)}
      empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
    />
  );
}

function columnsOf(t: T): Column<ExplainedRow & { index: number }>[] {
  return [
    {
      key: 'what',
      header: t('what'),
      value: (row) => whatOf(t, row),
      show: (row) => <What row={row} />,
    },
    { key: 'ground', header: t('ground'), value: (row) => groundOf(t, row), show: (row) => <Ground row={row} /> },
    {
      key: 'source',
      header: t('source'),
      value: sourceOf,
      show: (row) => <span className="nowrap">{sourceOf(row)}</span>,
    },
    {
      key: 'day',
      header: t('day'),
      kind: 'day',
      value: ({ day }) => day,
      show: ({ day }) => <span className="nowrap">{day}</span>,
    },
    {
      key: 'included',
      header: t('included'),
      kind: 'money',
      value: ({ included, amount }) => (included ? amount : null),
    },
    {
      key: 'left',
      header: t('leftOut'),
      kind: 'money',
      value: ({ included, amount }) => (included ? null : amount),
    },
  ];
}

const sourceOf = ({ source }: ExplainedRow): string | null => (source == null ? null : `${source.code} ${source.year}`);

/** The record in words, with whose it is. */
function whatOf(t: T, row: ExplainedRow): string {
  const { kind, measure, isMasked, posting } = row;
  const record = t(`kinds.${kind}`);
  const parts = [
    posting == null
      ? record
      : t('posting', { kind: t(`postings.${posting.kind as 'post'}`), number: posting.number ?? '' }),
    measure == null ? null : `${measure.registrationNumber} ${measure.title}`,
    isMasked ? t('masked') : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function What({ row }: { row: ExplainedRow }) {
  const t = useTexts('why-number');
  const { measure } = row;
  const [record] = whatOf(t, { ...row, measure: null }).split(', ');
  return (
    <>
      {record}
      {measure == null ? null : (
        <div>
          <DsLink asChild>
            <Link to="/arende/$number" params={{ number: measure.registrationNumber }}>
              {measure.registrationNumber}
            </Link>
          </DsLink>{' '}
          {measure.title}
        </div>
      )}
      {row.isMasked ? <div className="quiet">{t('masked')}</div> : null}
      <ul className="why-links">
        {row.links.flatMap(({ rel, href }) => {
          const to = screenOf(href);
          return to === undefined
            ? []
            : [
                <li key={rel}>
                  <DsLink asChild>
                    <Link to={to as '/'}>{t(`links.${rel as 'trail'}`)}</Link>
                  </DsLink>
                </li>,
              ];
        })}
      </ul>
    </>
  );
}

/** Why the row is counted, or why not: the API's sentence, the decision's paragraph, the note. */
function groundOf(t: T, { ground, decision, note, kind, measure }: ExplainedRow): string {
  const parts = [
    ground?.text ?? null,
    decision == null
      ? null
      : t('decision', { body: decision.bodyName, number: decision.minuteItem, day: decision.day }),
    noteOf(t, kind, note),
    measure?.passages[0]?.quote ?? null,
  ];
  const told = parts.filter((part) => part !== null).join(' ');
  return told === '' ? t(`counted.${kind}`) : told;
}

/** A requisition's step is noted by its act; the digest of frozen inputs tells a person nothing. */
function noteOf(t: T, kind: ExplainedRow['kind'], note: string | null): string | null {
  if (note === null || kind === 'frozenFigure') return null;
  return kind === 'requisitionStep' ? t(`steps.${note as 'submit'}`) : note;
}

function Ground({ row }: { row: ExplainedRow }) {
  const t = useTexts('why-number');
  const { ground, decision, kind, measure } = row;
  const note = noteOf(t, kind, row.note);
  const isBare = ground == null && decision == null && note === null;
  return (
    <div className="why-ground">
      {ground == null ? null : <p>{ground.text}</p>}
      {isBare ? <p>{t(`counted.${kind}`)}</p> : null}
      {decision == null ? null : <Decision decision={decision} />}
      {note === null ? null : <p>{note}</p>}
      {measure?.passages.map((passage) => (
        <Passage key={`${passage.in} ${passage.line}`} passage={passage} />
      ))}
    </div>
  );
}

function Decision({ decision }: { decision: NonNullable<ExplainedRow['decision']> }) {
  const t = useTexts('why-number');
  const { bodyName, minuteItem, day, publicHref, publicMinutesHref } = decision;
  const text = t('decision', { body: bodyName, number: minuteItem, day });
  const page = publicPageOf(publicHref ?? '') ?? publicPageOf(publicMinutesHref ?? '');
  return <p>{page === undefined ? text : <DsLink href={page}>{text}</DsLink>}</p>;
}

/** Where in the memorandum or in the version the amount is said. */
function Passage({
  passage: { in: place, section, line, quote, amount, isCurrent, href },
}: {
  passage: NonNullable<ExplainedRow['measure']>['passages'][number];
}) {
  const t = useTexts('why-number');
  const where = t(place === 'document' ? 'inDocument' : 'inVersion', { section: section ?? '', line });
  return (
    <blockquote className="why-passage">
      <p>”{quote}”</p>
      <p className="quiet">
        {place === 'document' && href != null ? (
          <DsLink href={href} download>
            {where}
          </DsLink>
        ) : (
          where
        )}
        {isCurrent ? null : ` ${t('wasAmount', { amount: formatKr(amount) })}`}
      </p>
    </blockquote>
  );
}
