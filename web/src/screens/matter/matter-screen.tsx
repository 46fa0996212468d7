import { Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { read, readEvery } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { PageHeading } from '../../components/page-heading';
import { useTexts } from '../../texts/texts';
import { DecisionsOfMatter } from './decisions';
import { Documents } from './documents';
import './matter.css';
import { ProposalMatter } from './proposal-matter';
import { route } from './route';

/** Where is it, and what happens next? The registration number is the address. */
export function MatterScreen() {
  const t = useTexts('matter');
  const { number } = route.useParams();
  const matters = useSuspenseQuery(read('/api/v1/matters', { params: { query: { registrationNumber: number } } })).data;
  const matter = matters.items[0];
  if (matter === undefined) throw new ApiProblem(404, undefined);
  const proposals = useSuspenseQuery(readEvery('/api/v1/proposals', { params: { query: { q: number } } })).data.filter(
    ({ matterId }) => matterId === matter.id,
  );
  return (
    <div className="page">
      <PageHeading>{t('heading', { number, title: matter.title })}</PageHeading>
      {proposals.map(({ id }) => (
        <ProposalMatter key={id} id={id} matter={matter} />
      ))}
      {proposals.length === 0 ? (
        <>
          <Paragraph>{t('noProposal')}</Paragraph>
          <Documents matter={matter} />
          <DecisionsOfMatter matter={matter} />
        </>
      ) : null}
    </div>
  );
}
