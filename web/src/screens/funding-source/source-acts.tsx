import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, unwrap } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';
import type { SourceWithHistory } from './funding-source-screen';

const paths = {
  announce: '/api/v1/funding-sources/{id}/announce',
  openToCalls: '/api/v1/funding-sources/{id}/open',
  close: '/api/v1/funding-sources/{id}/close',
  settle: '/api/v1/funding-sources/{id}/settle',
  archive: '/api/v1/funding-sources/{id}/archive',
} as const;
const acts = Object.keys(paths) as (keyof typeof paths)[];

/** The next steps of the source's life; each says what it means before it is done. */
export function SourceActs({ source }: { source: SourceWithHistory }) {
  const t = useTexts('sources');
  const possible = acts.filter((act) => source.possibleActs.includes(act));
  const [open, setOpen] = useState<keyof typeof paths | undefined>();
  if (possible.length === 0) return null;
  return (
    <section aria-labelledby="acts" className="no-print">
      <Heading level={2} data-size="xs" id="acts">
        {t('acts.heading')}
      </Heading>
      <div className="actions">
        {possible.map((act) => (
          <Button
            key={act}
            variant="secondary"
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? undefined : act)}
          >
            {t(`acts.${act}`)}
          </Button>
        ))}
      </div>
      {open === undefined ? null : <Confirm key={open} source={source} act={open} />}
    </section>
  );
}

function Confirm({ source: { id, version }, act }: { source: SourceWithHistory; act: keyof typeof paths }) {
  const t = useTexts('sources');
  const kept = useQueryClient();
  const perform = useMutation({
    mutationFn: () => unwrap(api.POST(paths[act], { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <div className="form">
      <Paragraph>{t(`meanings.${act}`)}</Paragraph>
      <ProblemAlert error={perform.error} />
      <Button loading={perform.isPending} onClick={() => perform.mutate()}>
        {t(`confirm.${act}`)}
      </Button>
    </div>
  );
}
