import { Button } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { mayAt, useSession } from '../../api/session';
import { useDelegatingBodies, useScheme } from '../../decisions/delegation';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { ActDialog } from './act-dialog';
import { LinkDialog } from './link-dialog';
import { ReviewDialog } from './review-dialog';

type Application = Schemas['ApplicationDto'];
type Act = 'link' | 'receive' | 'review' | 'withdraw';

/** What may be done next with the application, by whoever handles it. */
export function ApplicationActs({ application }: { application: Application }) {
  const t = useTexts('associations');
  const a = useTexts('award');
  const session = useSession();
  const [act, setAct] = useState<Act | undefined>();
  const { authorityId, possibleActs, proposalId } = application;
  const mayHandle = mayAt(session, 'application.handle', authorityId);
  const may: Record<Act, boolean> = {
    link: mayHandle && possibleActs.includes('receive'),
    receive: mayHandle && possibleActs.includes('receive'),
    review: mayAt(session, 'proposal.write', authorityId) && possibleActs.includes('review'),
    withdraw: mayHandle && possibleActs.includes('withdraw'),
  };
  const isDecidedHere = useMayDecide(application);
  const close = (): void => setAct(undefined);
  const possible = (Object.keys(may) as Act[]).filter((each) => may[each]);
  return (
    <>
      <div className="actions">
        {isDecidedHere ? (
          <Button asChild>
            <Link to="/foreningsbidrag/$id/beslut" params={{ id: application.id }}>
              {a('decide')}
            </Link>
          </Button>
        ) : null}
        {proposalId === null ? null : (
          <Button asChild variant={isDecidedHere ? 'secondary' : 'primary'}>
            <Link to="/forslag/$id" params={{ id: proposalId }}>
              {t('toProposal')}
            </Link>
          </Button>
        )}
        {possible.map((each, index) => (
          <Button key={each} variant={index === 0 ? 'primary' : 'secondary'} onClick={() => setAct(each)}>
            {t(`acts.${each}`)}
          </Button>
        ))}
      </div>
      {act === 'link' ? <LinkDialog applicationId={application.id} onClose={close} /> : null}
      {act === 'review' ? <ReviewDialog application={application} onClose={close} /> : null}
      {act === 'receive' || act === 'withdraw' ? (
        <ActDialog act={act} application={application} onClose={close} />
      ) : null}
    </>
  );
}

/** The delegate, and the secretary who records what a delegate has decided. */
function useMayDecide({ authorityId, possibleActs }: Application): boolean {
  const session = useSession();
  const body = useDelegatingBodies().find((each) => each.authorityId === authorityId);
  const rules = useScheme(body?.id, today())?.rules ?? [];
  const records = mayAt(session, 'delegation.set', authorityId);
  if (!possibleActs.includes('decideByDelegation') || !mayAt(session, 'application.decide', authorityId)) return false;
  return rules.some(({ category, isOwn }) => category === 'grants' && (isOwn || records));
}
