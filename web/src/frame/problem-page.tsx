import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { PageHeading } from '../components/page-heading';
import { ProblemAlert } from '../components/problem-alert';
import { ApiProblem } from '../api/problem';
import { useTexts } from '../texts/texts';

/** A screen that could not be shown: what happened, and the way on. */
export function ProblemPage({ error }: { error: unknown }) {
  const t = useTexts('common');
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  if (error instanceof ApiProblem && error.status === 404) return <NotFoundPage />;
  return (
    <div className="page">
      <PageHeading>{t('problem.heading')}</PageHeading>
      <ProblemAlert error={error instanceof Error ? error : new Error(String(error))} />
      <div className="actions">
        <Button onClick={retry}>{t('problem.retry')}</Button>
        <Button asChild variant="tertiary">
          <Link to="/">{t('toStart')}</Link>
        </Button>
      </div>
    </div>
  );
}

export function NotFoundPage() {
  const t = useTexts('common');
  return (
    <div className="page">
      <PageHeading>{t('notFound.heading')}</PageHeading>
      <Paragraph>{t('notFound.text')}</Paragraph>
      <Paragraph>
        <Link to="/">{t('toStart')}</Link>
      </Paragraph>
    </div>
  );
}
