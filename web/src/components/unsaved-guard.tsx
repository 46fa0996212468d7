import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useBlocker } from '@tanstack/react-router';
import { useTexts } from '../texts/texts';
import { OpenDialog } from './open-dialog';
import { hasUnsaved } from './unsaved';

/** Asks before a screen with unsaved changes is left; stands once, in the frame. See `useUnsaved`. */
export function UnsavedGuard() {
  const t = useTexts('common');
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => hasUnsaved() && current.pathname !== next.pathname,
    enableBeforeUnload: hasUnsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <OpenDialog onClose={blocker.reset} labelledBy="unsaved-heading">
      <Dialog.Block>
        <Heading level={2} id="unsaved-heading" data-size="sm">
          {t('unsaved.heading')}
        </Heading>
        <Paragraph>{t('unsaved.text')}</Paragraph>
        <div className="actions">
          <Button onClick={blocker.reset}>{t('unsaved.stay')}</Button>
          <Button variant="secondary" data-color="danger" onClick={blocker.proceed}>
            {t('unsaved.leave')}
          </Button>
        </div>
      </Dialog.Block>
    </OpenDialog>
  );
}
