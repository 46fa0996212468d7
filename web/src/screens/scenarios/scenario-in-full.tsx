import { Alert, Button, Heading, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { checksOf } from '../../board/certificate';
import { ProblemAlert } from '../../components/problem-alert';
import { formatKr } from '../../money/money';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { Promotion } from './promotion';
import { Shortfall } from './shortfall';

/** One scenario: does it hold, what has been checked, who could give way, and the way to the executive board. */
export function ScenarioInFull({ id, callTitle, canWrite }: { id: string; callTitle: string; canWrite: boolean }) {
  const t = useTexts('scenarios');
  const scenario = useSuspenseQuery(read('/api/v1/scenarios/{id}', { params: { path: { id } } })).data;
  const { name, rule, onlyEligible, inputs, total, isCertified, status, shortfall } = scenario;
  return (
    <section aria-labelledby="scenario-in-full" className="scenario-in-full">
      <Heading level={2} data-size="xs" id="scenario-in-full">
        {name}
      </Heading>
      <Paragraph>
        {t('about', { rule: t(`rules.${rule}`), total: formatKr(total), at: formatInstant(inputs.frozenAt) })}{' '}
        {t(onlyEligible ? 'aboutEligible' : 'aboutAll')}
      </Paragraph>
      <Alert data-color={isCertified ? 'success' : 'danger'}>
        <Heading level={3} data-size="2xs">
          {t(isCertified ? 'holds' : 'doesNotHold')}
        </Heading>
        <Paragraph>{t('certificateText')}</Paragraph>
        <Checks scenario={scenario} />
      </Alert>
      {shortfall === null ? null : <Shortfall shortfall={shortfall} />}
      {status === 'promoted' ? <Paragraph>{t('promoted')}</Paragraph> : null}
      {canWrite ? <Acts scenario={scenario} callTitle={callTitle} /> : null}
    </section>
  );
}

function Checks({ scenario }: { scenario: Schemas['ScenarioDto'] }) {
  const t = useTexts('scenarios');
  return (
    <List.Unordered className="scenario-checks">
      {checksOf(scenario).map(({ check, faults }) => (
        <List.Item key={check}>
          <span aria-hidden="true">{faults.length === 0 ? '✓' : '✕'}</span> {t(`checks.${check}`)}{' '}
          <strong>{t(faults.length === 0 ? 'checkHolds' : 'checkFails')}</strong>
          {faults.length === 0 ? null : (
            <List.Unordered>
              {faults.map(({ place, overOre }, index) => (
                <List.Item key={`${place} ${index}`}>
                  {overOre === null || overOre <= 0n
                    ? place || t('whole')
                    : t('placeOver', { place: place || t('whole'), amount: formatKr(overOre) })}
                </List.Item>
              ))}
            </List.Unordered>
          )}
        </List.Item>
      ))}
    </List.Unordered>
  );
}

function Acts({ scenario, callTitle }: { scenario: Schemas['ScenarioDto']; callTitle: string }) {
  const t = useTexts('scenarios');
  const kept = useQueryClient();
  const [isPromoting, setPromoting] = useState(false);
  const { id, version, possibleActs, isCertified } = scenario;
  const discard = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/scenarios/{id}/discard', { params: { path: { id }, header: ifMatch(version) } })),
    // Also when it is refused: somebody may have been before, and then the acts are others.
    onSettled: () => kept.invalidateQueries(),
  });
  if (possibleActs.length === 0) return null;
  const isStale = discard.error instanceof ApiProblem && discard.error.isStale;
  return (
    <>
      {isStale ? (
        <Alert data-color="warning" role="alert">
          {t('changedByOther')}
        </Alert>
      ) : (
        <ProblemAlert error={discard.error} />
      )}
      {isPromoting ? (
        <Promotion scenario={scenario} callTitle={callTitle} onCancel={() => setPromoting(false)} />
      ) : (
        <div className="actions no-print">
          {possibleActs.includes('promote') ? (
            <Button disabled={!isCertified} onClick={() => setPromoting(true)}>
              {t('promote')}
            </Button>
          ) : null}
          {possibleActs.includes('discard') ? (
            <Button variant="tertiary" data-color="danger" loading={discard.isPending} onClick={() => discard.mutate()}>
              {t('discard')}
            </Button>
          ) : null}
          {isCertified ? null : <span className="quiet">{t('promoteNeeds')}</span>}
        </div>
      )}
    </>
  );
}
