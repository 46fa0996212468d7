import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { OpenDialog } from '../../components/open-dialog';
import { replyByText } from '../../consultations/words';
import { useTexts } from '../../texts/texts';
import { DeadlineForm, type NewDeadline } from './deadline-form';

/** A later deadline for one; it says that the others' stand. */
export function ExtendDialog({ consultee, onClose }: { consultee: Schemas['ConsulteeItemDto']; onClose: () => void }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const { id, name, version, replyByDay, replyByTime } = consultee;
  const extend = useMutation({
    mutationFn: (body: NewDeadline) =>
      unwrap(
        api.POST('/api/v1/consultees/{id}/extension', {
          params: { path: { id }, header: ifMatch(version) },
          body,
        }),
      ),
    onSuccess: async () => {
      await kept.invalidateQueries();
      onClose();
    },
  });
  return (
    <OpenDialog onClose={onClose} labelledBy="extend-heading">
      <Heading level={2} data-size="xs" id="extend-heading">
        {t('extend.heading', { name })}
      </Heading>
      <Paragraph>{t('extend.text', { deadline: replyByText(replyByDay, replyByTime) })}</Paragraph>
      <DeadlineForm
        from={replyByDay}
        submit={t('extend.give')}
        isPending={extend.isPending}
        error={extend.error}
        onSubmit={(deadline) => extend.mutate(deadline)}
      />
    </OpenDialog>
  );
}
