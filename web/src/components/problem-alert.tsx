import { Alert, Heading, List, Paragraph } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import { ApiProblem, NetworkLost, type Problem } from '../api/problem';
import { useTexts } from '../texts/texts';

/**
 * What was refused and why, in the API's own Swedish sentences; or that nothing answered. In a form or a dialog it takes the
 * focus, since it may stand far above the button; elsewhere it is read out and nobody is moved.
 */
export function ProblemAlert({ error }: { error: Error | null | undefined }) {
  const t = useTexts('common');
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error != null && alert.current?.closest('form, .form, dialog') != null) alert.current.focus();
  }, [error]);
  if (error === null || error === undefined) return null;
  const { title, detail, errors = [] } = described(error, t('problem.network'), t('problem.unexpected'));
  return (
    <Alert ref={alert} data-color="danger" role="alert" tabIndex={-1}>
      <Heading level={2} data-size="2xs">
        {title}
      </Heading>
      {detail === '' ? null : <Paragraph>{detail}</Paragraph>}
      {errors.length === 0 ? null : (
        <List.Unordered>
          {errors.map(({ pointer, detail: fault }) => (
            <List.Item key={`${pointer} ${fault}`}>{fault}</List.Item>
          ))}
        </List.Unordered>
      )}
    </Alert>
  );
}

function described(error: Error, network: string, unexpected: string): Pick<Problem, 'title' | 'detail' | 'errors'> {
  if (error instanceof ApiProblem) return error.problem;
  if (error instanceof NetworkLost) return { title: network, detail: '' };
  return { title: unexpected, detail: error.message };
}
