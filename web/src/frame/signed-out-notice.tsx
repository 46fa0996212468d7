import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionQuery } from '../api/session';
import { useTexts } from '../texts/texts';

/** The session has ended. What is typed on the screen stays: sign in in another tab and go on here. */
export function SignedOutNotice({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useTexts('common');
  const kept = useQueryClient();
  return (
    <Alert data-color="warning" role="alert">
      <Paragraph>{t('signedOut.text')}</Paragraph>
      <div className="actions">
        <Link to="/logga-in" target="_blank">
          {t('signedOut.signIn')}
        </Link>
        <Button
          variant="secondary"
          onClick={() => void kept.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(onSignedIn, () => undefined)}
        >
          {t('signedOut.continue')}
        </Button>
      </div>
    </Alert>
  );
}
