import { Button } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { mayAt, useSession } from '../../api/session';
import { useTexts } from '../../texts/texts';
import { ActDialog } from './act-dialog';
import { LinkDialog } from './link-dialog';
import { ReviewDialog } from './review-dialog';

type Application = Schemas['ApplicationDto'];
type Act = 'link' | 'receive' | 'review' | 'withdraw';

/** What may be done next with the application, by whoever handles it. */
export function ApplicationActs({ application }: { application: Application }) {
  const t = useTexts('associations');
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
  const close = (): void => setAct(undefined);
  const possible = (Object.keys(may) as Act[]).filter((each) => may[each]);
  return (
    <>
      <div className="actions">
        {proposalId === null ? null : (
          <Button asChild>
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
