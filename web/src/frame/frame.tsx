import { Badge, Button, Link as DsLink, SkipLink } from '@digdir/designsystemet-react';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { onSignedOut } from '../api/query-client';
import { useNotices, useSession } from '../api/session';
import { UnsavedGuard } from '../components/unsaved-guard';
import { useTexts, useTitles } from '../texts/texts';
import { AccountMenu } from './account-menu';
import { KeyboardHelp } from './keyboard-help';
import { useKeys } from './keys';
import { navigationFor } from './navigation';
import { Palette } from './palette';
import { SignedOutNotice } from './signed-out-notice';
import { Waiting } from './waiting';

/** Header, navigation and the place where screens stand. */
export function Frame() {
  const t = useTexts('common');
  const { isExample } = useSession();
  const [open, setOpen] = useState<'palette' | 'keys' | undefined>();
  const [isSignedOut, setSignedOut] = useState(false);
  useEffect(() => onSignedOut(() => setSignedOut(true)), []);
  useKeys({
    '/': () => setOpen('palette'),
    'Ctrl+k': () => setOpen('palette'),
    '?': () => setOpen('keys'),
  });
  const close = (): void => setOpen(undefined);
  return (
    <>
      <SkipLink href="#main">{t('skipToContent')}</SkipLink>
      {isExample ? <p className="example-note">{t('exampleNote')}</p> : null}
      <header className="frame-header">
        <Link to="/" className="brand">
          {t('product')}
        </Link>
        <Button variant="secondary" className="search-button" onClick={() => setOpen('palette')}>
          {t('palette.open')} <kbd aria-hidden="true">/</kbd>
        </Button>
        <WaitingOnMe />
        <AccountMenu onKeys={() => setOpen('keys')} />
      </header>
      <div className="frame-body">
        <Navigation />
        <main id="main" className="frame-main" tabIndex={-1}>
          {isSignedOut ? <SignedOutNotice onSignedIn={() => setSignedOut(false)} /> : null}
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <UnsavedGuard />
      {open === 'palette' ? <Palette onClose={close} /> : null}
      {open === 'keys' ? <KeyboardHelp onClose={close} /> : null}
    </>
  );
}

function WaitingOnMe() {
  const t = useTexts('common');
  const count = useNotices().data?.total ?? 0;
  return (
    <DsLink asChild className="waiting-on-me">
      <Link to="/vantar">
        {t('waitingOnMe')} <Badge count={count} maxCount={99} data-color={count > 0 ? 'danger' : 'neutral'} />
      </Link>
    </DsLink>
  );
}

function Navigation() {
  const t = useTexts('common');
  const titleOf = useTitles();
  const entries = navigationFor(useSession());
  return (
    <nav className="frame-navigation" aria-label={t('navigation')}>
      <ul>
        {entries.map(({ to, texts }) => (
          <li key={to}>
            <Link to={to as '/'} activeOptions={{ includeSearch: false }}>
              {titleOf(texts)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
