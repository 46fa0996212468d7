import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { optionsOf } from '../../components/choice-field';
import { FieldsDialog } from '../../components/fields-dialog';
import type { FormField } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

/** A matter by hand: its title is public, and the next number of the year is given when it is registered (OSL 5:2). */
export function NewMatter({ authorities }: { authorities: readonly { id: string; name: string }[] }) {
  const t = useTexts('register');
  const [isOpen, setIsOpen] = useState(false);
  const kept = useQueryClient();
  const navigate = useNavigate();
  const made = useRef('');
  const fields: FormField[] = [
    ...(authorities.length > 1
      ? [
          {
            name: 'authorityId',
            kind: 'choice' as const,
            label: t('authority'),
            missing: t('missing.authority'),
            options: optionsOf(authorities),
          },
        ]
      : []),
    { name: 'title', kind: 'text', label: t('matterTitle'), hint: t('titleHint'), missing: t('missing.title') },
  ];
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('registerMatter')}</Button>
      {isOpen ? (
        <FieldsDialog
          heading={t('registerMatter')}
          fields={fields}
          submitLabel={t('giveNumber')}
          onSubmit={async (values) => {
            const body = { authorityId: authorities[0]?.id, ...values } as Schemas['NewMatterDto'];
            const { registrationNumber } = await unwrap(api.POST('/api/v1/matters', { body }));
            made.current = registrationNumber;
          }}
          onClose={() => setIsOpen(false)}
          onDone={async () => {
            await kept.invalidateQueries({ queryKey: ['/api/v1/matters'] });
            await navigate({ to: '/arende/$number', params: { number: made.current } });
          }}
        />
      ) : null}
    </>
  );
}
