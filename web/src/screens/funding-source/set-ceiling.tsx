import { Button, Heading } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { formatKr, oreOf } from '../../money/money';
import { formatDay, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { CeilingPreview } from './ceiling-preview';
import type { SourceWithHistory } from './funding-source-screen';

type T = ReturnType<typeof useTexts<'sources'>>;
type Effect = Schemas['CeilingEffectDto'];

/** A ceiling with its day and ground. What it will do stands above the button, before it is pressed. */
export function SetCeiling({ source }: { source: SourceWithHistory }) {
  const t = useTexts('sources');
  const kept = useQueryClient();
  const [isOpen, setOpen] = useState(source.ceilings.length === 0);
  const [done, setDone] = useState<Effect | undefined>();
  const set = async ({ year, ...values }: FormValues): Promise<void> => {
    const body = { ...values, year: Number(year) } as unknown as Schemas['NewCeilingDto'];
    const params = { path: { id: source.id } };
    setDone(await unwrap(api.POST('/api/v1/funding-sources/{id}/ceilings', { params, body })));
  };
  return (
    <section aria-labelledby="set-ceiling" className="no-print">
      <Heading level={2} data-size="xs" id="set-ceiling">
        {t('set.heading')}
      </Heading>
      {done === undefined ? null : (
        <p role="status" className="table-count">
          {t('set.done', { year: done.year, amount: formatKr(done.amount), day: formatDay(done.effectiveDay) })}{' '}
          {done.overAllocated
            ? t('set.doneOver', { over: formatKr(-oreOf(done.remaining)) })
            : t('set.doneLeft', { left: formatKr(done.remaining) })}
        </p>
      )}
      {isOpen ? (
        <FieldsForm
          fields={fieldsOf(t, source)}
          preview={(values) => <CeilingPreview source={source} values={values} />}
          submitLabel={t('set.now')}
          onSubmit={set}
          onDone={async () => {
            await kept.invalidateQueries();
            setOpen(false);
          }}
        >
          <Button variant="tertiary" onClick={() => setOpen(false)}>
            {t('cancel')}
          </Button>
        </FieldsForm>
      ) : (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {t('set.open')}
        </Button>
      )}
    </section>
  );
}

function fieldsOf(t: T, source: SourceWithHistory): FormField[] {
  const years = yearsOf(source);
  const thisYear = today().slice(0, 4);
  const financing: FormField = {
    name: 'financing',
    kind: 'long',
    label: t('set.financing'),
    hint: t('set.financingHint'),
  };
  return [
    {
      name: 'year',
      kind: 'choice',
      label: t('year'),
      missing: t('missing.year'),
      initial: years.find((year) => year === thisYear) ?? years[0] ?? '',
      options: years.map((value) => ({ value, label: value })),
    },
    { name: 'amount', kind: 'amount', label: t('set.amount'), missing: t('missing.amount') },
    {
      name: 'validFromDay',
      kind: 'day',
      label: t('set.day'),
      hint: t('set.dayHint'),
      initial: today(),
      missing: t('missing.validFromDay'),
    },
    { name: 'ground', kind: 'text', label: t('set.ground'), hint: t('set.groundHint'), missing: t('missing.ground') },
    ...(source.kind === 'discretionaryAppropriation' ? [financing] : []),
  ];
}

/** Years of the use period, those that have a ceiling already, and, where money can be carried over, the year after; none that is closed. */
function yearsOf({ kind, useFromDay, useToDay, years }: SourceWithHistory): string[] {
  const [first, last] = [useFromDay, useToDay].map((day) => Number(day.slice(0, 4))) as [number, number];
  const after = kind === 'stateGrant' ? last : last + 1;
  const inPeriod = Array.from({ length: after - first + 1 }, (_, index) => first + index);
  const closed = new Set(years.filter(({ closedAt }) => closedAt !== null).map(({ year }) => year));
  return [...new Set([...inPeriod, ...years.map(({ year }) => year)])]
    .filter((year) => !closed.has(year))
    .sort((a, b) => a - b)
    .map(String);
}
