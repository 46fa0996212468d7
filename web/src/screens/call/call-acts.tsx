import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';

type Call = Schemas['CallDto'];

/** Acts that need nothing said; what the API allows in the state the call has. */
const plain = ['close', 'compile', 'decide', 'cancel'] as const;
type Plain = (typeof plain)[number];
type Open = Plain | 'extend';

const paths = {
  close: '/api/v1/calls/{id}/closing',
  compile: '/api/v1/calls/{id}/compilation',
  decide: '/api/v1/calls/{id}/decision',
  cancel: '/api/v1/calls/{id}/cancellation',
} as const;

/** What can be done with the call now; each says what it means before it is done. */
export function CallActs({ call }: { call: Call }) {
  const t = useTexts('call');
  const [open, setOpen] = useState<Open | undefined>();
  const acts = (['extend', ...plain] as const).filter((act) => call.possibleActs.includes(act));
  if (acts.length === 0) return null;
  return (
    <section aria-labelledby="acts" className="no-print">
      <Heading level={2} data-size="xs" id="acts">
        {t('acts')}
      </Heading>
      <div className="actions">
        {acts.map((act) => (
          <Button
            key={act}
            variant={act === 'cancel' ? 'tertiary' : 'secondary'}
            data-color={act === 'cancel' ? 'danger' : undefined}
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? undefined : act)}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
      {open === undefined ? null : open === 'extend' ? <Extend call={call} /> : <Confirm call={call} act={open} />}
    </section>
  );
}

function Confirm({ call, act }: { call: Call; act: Plain }) {
  const t = useTexts('call');
  const kept = useQueryClient();
  const perform = useMutation({
    mutationFn: () =>
      unwrap<unknown>(api.POST(paths[act], { params: { path: { id: call.id }, header: ifMatch(call.version) } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <div className="form">
      <Paragraph>{t(`meaning.${act}`)}</Paragraph>
      <ProblemAlert error={perform.error} />
      <Button
        data-color={act === 'cancel' ? 'danger' : undefined}
        disabled={perform.isPending}
        onClick={() => perform.mutate()}
      >
        {t(`confirm.${act}`)}
      </Button>
    </div>
  );
}

function Extend({ call }: { call: Call }) {
  const t = useTexts('call');
  const kept = useQueryClient();
  return (
    <>
      <Paragraph>{t('meaning.extend')}</Paragraph>
      <FieldsForm
        fields={[
          {
            name: 'replyByDay',
            kind: 'day',
            label: t('newDay'),
            missing: t('missing.day'),
            initial: call.replyByDay,
          },
          {
            name: 'replyByTime',
            kind: 'time',
            label: t('newTime'),
            missing: t('missing.time'),
            initial: call.replyByTime,
          },
          { name: 'reason', kind: 'long', label: t('reason'), missing: t('missing.reason') },
        ]}
        submitLabel={t('confirm.extend')}
        onSubmit={(values) =>
          unwrap(
            api.POST('/api/v1/calls/{id}/extension', {
              params: { path: { id: call.id }, header: ifMatch(call.version) },
              body: values as Schemas['ExtendCallDto'],
            }),
          )
        }
        onDone={() => kept.invalidateQueries()}
      />
    </>
  );
}
