import { Link as DsLink } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import type { MouseEvent, ReactNode } from 'react';
import { fetchDocument } from '../api/document';
import { useProgress } from '../api/progress';
import { download } from '../tables/download';
import { ProblemAlert } from './problem-alert';
import { ProgressBar } from './progress-bar';

/** A document that the API makes when it is asked for: saved where one stands, with a bar when others wait before it. */
export function DocumentLink({ href, children }: { href: string; children: ReactNode }) {
  const { running, follow } = useProgress();
  const fetching = useMutation({
    mutationFn: () => follow((headers) => fetchDocument(href, headers)),
    onSuccess: ({ name, type, content }) => download(name, type, content),
  });
  const fetchIt = (event: MouseEvent): void => {
    // Another tab is the browser's business.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!fetching.isPending) fetching.mutate();
  };
  return (
    <>
      <DsLink href={href} download onClick={fetchIt}>
        {children}
      </DsLink>
      <ProgressBar running={running} />
      <ProblemAlert error={fetching.error} />
    </>
  );
}
