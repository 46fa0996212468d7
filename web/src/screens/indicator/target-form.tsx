import { Details } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormValues } from '../../components/fields-form';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Target = Schemas['NewIndicatorTargetDto'];

/** What each wish is to the API: a level to reach, a change from the period before, or a direction alone. */
const wishes = {
  atLeast: { kind: 'absolute', direction: 'atLeast' },
  atMost: { kind: 'absolute', direction: 'atMost' },
  exactly: { kind: 'absolute', direction: 'exactly' },
  increaseBy: { kind: 'relativeToPrevious', direction: 'increase' },
  decreaseBy: { kind: 'relativeToPrevious', direction: 'decrease' },
  increase: { kind: 'directionOnly', direction: 'increase' },
  decrease: { kind: 'directionOnly', direction: 'decrease' },
} as const satisfies Record<string, Pick<Target, 'kind' | 'direction'>>;
type Wish = keyof typeof wishes;

/** What is aimed at in a year, as it is measured and as it is said. */
export function TargetForm({ indicator: { id, version } }: { indicator: Schemas['IndicatorDto'] }) {
  const t = useTexts('goal-write');
  const kept = useQueryClient();
  const set = ({ year, wish, value, text }: FormValues): Promise<unknown> =>
    unwrap(
      api.POST('/api/v1/indicators/{id}/targets', {
        params: { path: { id }, header: ifMatch(version) },
        body: {
          year: Number(year),
          ...wishes[wish as Wish],
          ...(value === undefined ? {} : { value: (value as string).replace(',', '.') }),
          text: text as string,
        },
      }),
    );
  return (
    <Details>
      <Details.Summary>{t('target.add')}</Details.Summary>
      <Details.Content>
        <FieldsForm
          fields={[
            {
              name: 'year',
              label: t('target.year'),
              kind: 'text',
              initial: today().slice(0, 4),
              missing: t('target.missing.year'),
            },
            {
              name: 'wish',
              label: t('target.wish'),
              kind: 'choice',
              missing: t('target.missing.wish'),
              options: (Object.keys(wishes) as Wish[]).map((value) => ({ value, label: t(`target.wishes.${value}`) })),
            },
            { name: 'value', label: t('target.value'), hint: t('target.valueHint'), kind: 'text' },
            {
              name: 'text',
              label: t('target.text'),
              hint: t('target.textHint'),
              kind: 'text',
              missing: t('target.missing.text'),
            },
          ]}
          submitLabel={t('target.save')}
          onSubmit={set}
          onDone={() => kept.invalidateQueries()}
        />
      </Details.Content>
    </Details>
  );
}
