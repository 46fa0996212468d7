import { Paragraph } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { read, type Schemas } from '../../api/client';
import { PageHeading } from '../../components/page-heading';
import { Waiting } from '../../frame/waiting';
import { useTexts } from '../../texts/texts';
import { Editor } from './editor';
import './proposal-write.css';
import { route } from './route';

/** Does the text agree with the sums? */
export function ProposalWriteScreen() {
  const t = useTexts('proposal');
  const { id } = route.useParams();
  const proposal = useFreshProposal(id);
  const readiness = useSuspenseQuery(read('/api/v1/proposals/{id}/readiness', { params: { path: { id } } })).data;
  const call = useQuery({
    ...read('/api/v1/calls/{id}', { params: { path: { id: proposal?.callId ?? '' } } }),
    enabled: proposal?.callId != null,
  }).data;
  if (proposal === undefined) return <Waiting />;
  if (proposal.status !== 'drafting')
    return (
      <div className="page">
        <PageHeading>{proposal.title}</PageHeading>
        <Paragraph>{t('notDrafting')}</Paragraph>
        <Paragraph>
          <Link to="/arende/$number" params={{ number: proposal.registrationNumber }}>
            {t('toMatter')}
          </Link>
        </Paragraph>
      </div>
    );
  return <Editor key={id} proposal={proposal} readiness={readiness} call={call} />;
}

/** As it is now, once: what is written afterwards is the editor's, not to be replaced by a later reading. */
function useFreshProposal(id: string): Schemas['ProposalDto'] | undefined {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<Error>();
  const [proposal, setProposal] = useState<Schemas['ProposalDto']>();
  useEffect(() => {
    queries
      .fetchQuery({ ...read('/api/v1/proposals/{id}', { params: { path: { id } } }), staleTime: 0 })
      .then(setProposal, setFailure);
  }, [id, queries]);
  if (failure !== undefined) throw failure;
  return proposal?.id === id ? proposal : undefined;
}
