import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { Standing } from './standing-screen';

/** Whatever day it came: that it is late is said, and the court judges it (KL 13:4-8). */
export function AppealForm({ standing: { kind, decisionId }, onClose }: { standing: Standing; onClose: () => void }) {
  const t = useTexts('appeals');
  const kept = useQueryClient();
  return (
    <OpenDialog labelledBy="new-appeal" onClose={onClose}>
      <Heading level={2} data-size="xs" id="new-appeal">
        {t('register')}
      </Heading>
      <Paragraph>{t('lateToo')}</Paragraph>
      <FieldsForm
        fields={[
          {
            name: 'appellant',
            kind: 'text',
            label: t('fields.appellant'),
            missing: t('missing.appellant'),
          },
          {
            name: 'receivedDay',
            kind: 'day',
            label: t('fields.receivedDay'),
            initial: today(),
            missing: t('missing.day'),
          },
          { name: 'receivedTime', kind: 'time', label: t('fields.receivedTime') },
          { name: 'grounds', kind: 'long', label: t('fields.grounds') },
        ]}
        submitLabel={t('registerNow')}
        onSubmit={(values) => {
          const request = { params: { path: { id: decisionId } }, body: values as unknown as Schemas['NewAppealDto'] };
          return kind === 'delegatedDecision'
            ? unwrap(api.POST('/api/v1/delegated-decisions/{id}/appeals', request))
            : unwrap(api.POST('/api/v1/decisions/{id}/appeals', request));
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}
