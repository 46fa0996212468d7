import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import type { DelegatedDecision } from '../../decisions/delegation';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** The notice of a decision that is minuted by itself: with it the time to appeal begins (KL 8:10, 13:5). */
export function AnnounceDelegated({
  decision: { id, number, year, version },
  onClose,
}: {
  decision: DelegatedDecision;
  onClose: () => void;
}) {
  const t = useTexts('delegated-decisions');
  const kept = useQueryClient();
  return (
    <OpenDialog labelledBy="announce-delegated" onClose={onClose}>
      <Heading level={2} data-size="xs" id="announce-delegated">
        {t('announceWhich', { number: `${number}/${year}` })}
      </Heading>
      <Paragraph>{t('announceText')}</Paragraph>
      <FieldsForm
        fields={[
          { name: 'minutedDay', kind: 'day', label: t('fields.minutedDay'), hint: t('hints.minutedDay') },
          {
            name: 'postedDay',
            kind: 'day',
            label: t('fields.postedDay'),
            initial: today(),
            missing: t('missing.day'),
          },
          {
            name: 'postedElsewhere',
            kind: 'text',
            label: t('fields.postedElsewhere'),
            hint: t('hints.postedElsewhere'),
          },
        ]}
        submitLabel={t('announce')}
        onSubmit={(values) => {
          const params = { path: { id }, header: ifMatch(version) };
          const body = values as Schemas['PostDelegatedAnnouncementDto'];
          return unwrap(api.POST('/api/v1/delegated-decisions/{id}/announcement', { params, body }));
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}
