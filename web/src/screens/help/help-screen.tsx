import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { EmptyState } from '../../components/empty-state';
import { PageHeading } from '../../components/page-heading';
import { ServerSearchField } from '../../components/server-search';
import { useTableSearch } from '../../tables/table-search';
import { useTexts } from '../../texts/texts';
import './help.css';

const how = ['find', 'amount', 'why', 'excel', 'view', 'print', 'network', 'together', 'time', 'role'] as const;

/** In the order in which a matter meets them. */
const words = [
  'matter',
  'registrationNumber',
  'memorandum',
  'measure',
  'call',
  'preparation',
  'source',
  'ceiling',
  'requested',
  'recommended',
  'approved',
  'allocated',
  'used',
  'requisition',
  'notice',
  'claim',
  'disqualification',
  'referral',
  'tabling',
  'adjustment',
  'announcement',
  'final',
  'consultation',
  'opinion',
  'delegatedDecision',
  'extract',
] as const;

interface Entry {
  key: string;
  term: string;
  text: string;
}

/** What does the word mean, and how is it done? */
export function HelpScreen() {
  const t = useTexts('help');
  const [search, setSearch] = useTableSearch();
  const typed = search['q'] ?? '';
  const answers = found(
    how.map((key) => ({ key, term: t(`how.${key}.question`), text: t(`how.${key}.answer`) })),
    typed,
  );
  const meanings = found(
    words.map((key) => ({ key, term: t(`words.${key}.word`), text: t(`words.${key}.text`) })),
    typed,
  );
  const count = answers.length + meanings.length;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('lead')}</Paragraph>
      <div className="no-print">
        <ServerSearchField label={t('search')} value={typed} onChange={(q) => setSearch({ q: q || undefined })} />
      </div>
      <p role="status" className="table-count">
        {typed === '' ? '' : t('count', { count })}
      </p>
      {count === 0 ? <EmptyState title={t('empty.title')} text={t('empty.text')} /> : null}
      <Entries id="how" heading={t('questions')} entries={answers} />
      <Entries id="words" heading={t('wordsHeading')} entries={meanings} />
    </div>
  );
}

function Entries({ id, heading, entries }: { id: string; heading: string; entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Heading level={2} data-size="xs" id={id}>
        {heading}
      </Heading>
      <dl className="help-entries">
        {entries.map(({ key, term, text }) => (
          <div key={key}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Entries in which every typed word stands. */
function found(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = typed.toLocaleLowerCase('sv').split(/\s+/).filter(Boolean);
  return entries.filter(({ term, text }) => {
    const whole = `${term} ${text}`.toLocaleLowerCase('sv');
    return wanted.every((word) => whole.includes(word));
  });
}
