import { Button, List, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { PaperReply } from './paper-reply';

type Consultee = Schemas['ConsulteeDto'];

/** What the asker does with one: registers an answer sent from inside, and gives one outside a way to answer. */
export function AskerSide({
  consultee,
  questions,
}: {
  consultee: Consultee;
  questions: Schemas['ConsultationDto']['questions'];
}) {
  const t = useTexts('consultations');
  const session = useSession();
  const kept = useQueryClient();
  const { id, version, status, authorityId, possibleActs } = consultee;
  const register = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/consultees/{id}/registration', { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <>
      {status === 'sentBack' && mayEver(session, 'consultation.register') ? (
        <section aria-label={t('asker.heading')}>
          <ProblemAlert error={register.error} />
          <Paragraph>{t('asker.sentBack')}</Paragraph>
          <Button loading={register.isPending} onClick={() => register.mutate()}>
            {t('asker.register')}
          </Button>
        </section>
      ) : null}
      {authorityId === null && possibleActs.includes('reply') && mayEver(session, 'consultation.write') ? (
        <Links consultee={consultee} />
      ) : null}
      {possibleActs.includes('reply') && mayEver(session, 'consultation.register') ? (
        <PaperReply consultee={consultee} questions={questions} />
      ) : null}
    </>
  );
}

/** The address is shown once; afterwards a link can only be revoked. */
function Links({ consultee: { id, name, links } }: { consultee: Consultee }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const [isCopied, setCopied] = useState(false);
  const make = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/consultees/{id}/links', { params: { path: { id } }, body: {} })),
    onSuccess: () => {
      setCopied(false);
      return kept.invalidateQueries();
    },
  });
  const revoke = useMutation({
    mutationFn: (linkId: string) =>
      unwrap<unknown>(api.DELETE('/api/v1/consultee-links/{id}', { params: { path: { id: linkId } } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  const made = make.data?.address ?? null;
  const address = made === null ? undefined : `${location.origin}${made}`;
  const inForce = links.filter(({ isInForce }) => isInForce);
  return (
    <Section heading={t('links.heading')} className="form">
      <Paragraph>{t('links.text', { name })}</Paragraph>
      <ProblemAlert error={make.error ?? revoke.error} />
      {address === undefined ? null : (
        <div className="link-made">
          <Textfield label={t('links.address')} description={t('links.once')} value={address} readOnly />
          <Button
            variant="secondary"
            onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
          >
            {t('links.copy')}
          </Button>
          <span role="status">{isCopied ? t('links.copied') : ''}</span>
        </div>
      )}
      <div className="actions">
        <Button
          variant={inForce.length === 0 ? 'primary' : 'secondary'}
          loading={make.isPending}
          onClick={() => make.mutate()}
        >
          {t('links.make')}
        </Button>
      </div>
      {inForce.length === 0 ? null : (
        <List.Unordered>
          {inForce.map(({ id: linkId, createdAt, expiresAt }) => (
            <List.Item key={linkId}>
              {t('links.inForce', { made: formatInstant(createdAt), until: formatDay(expiresAt) })}{' '}
              <Button
                variant="tertiary"
                data-color="danger"
                data-size="sm"
                aria-label={t('links.revokeNamed', { made: formatInstant(createdAt) })}
                disabled={revoke.isPending}
                onClick={() => revoke.mutate(linkId)}
              >
                {t('links.revoke')}
              </Button>
            </List.Item>
          ))}
        </List.Unordered>
      )}
    </Section>
  );
}
