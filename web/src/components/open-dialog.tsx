import { Alert, Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/texts';
import { watchUnsaved } from './unsaved';

/**
 * A modal dialog that is open while it is rendered: render it when it is wanted, and take it away in `onClose`. With something
 * unsaved in it (see `useUnsaved`), a press outside it or Escape asks first: it is easily done by mistake.
 */
export function OpenDialog({
  onClose,
  labelledBy,
  className,
  children,
}: {
  onClose: () => void;
  /** Id of its heading. */
  labelledBy: string;
  className?: string;
  children: ReactNode;
}) {
  const t = useTexts('common');
  const dialog = useRef<HTMLDialogElement>(null);
  const [isTyped] = useState(watchUnsaved);
  /** How often it has been asked since one last went on; 0 when it is not. */
  const [asked, setAsked] = useState(0);
  const ask = (): void => setAsked((before) => before + 1);
  /** Where one wrote, to go on there. */
  const place = useRef<HTMLElement>(undefined);
  const askFirst = (event: SyntheticEvent): void => {
    if (!isTyped()) return;
    event.preventDefault();
    ask();
  };
  const goOn = (): void => {
    setAsked(0);
    place.current?.focus();
  };
  return (
    <Dialog
      ref={dialog}
      open
      // Of the dialog itself: a chosen file that is regretted is told by an event of the same name.
      onCancel={(event) => event.target === event.currentTarget && askFirst(event)}
      onClickCapture={(event) => isCloseButton(event.target) && askFirst(event)}
      onClose={() => {
        if (!isTyped()) return onClose();
        // The browser lets nobody be held in a dialog: a second Escape closes it whatever was answered to the first.
        dialog.current?.showModal();
        ask();
      }}
      onFocus={({ target }) => {
        if (asked === 0 && !isCloseButton(target)) place.current = target;
      }}
      aria-labelledby={labelledBy}
      closeButton={t('close')}
      closedby="any"
      className={className}
    >
      {asked > 0 ? <LeaveQuestion key={asked} onStay={goOn} onLeave={onClose} /> : null}
      {children}
    </Dialog>
  );
}

const isCloseButton = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button[command="close"]') !== null;

function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useTexts('common');
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  return (
    <Alert data-color="warning" role="alert" className="leave-question">
      <Heading level={2} data-size="2xs">
        {t('unsaved.inDialog')}
      </Heading>
      <div className="actions">
        <Button ref={stay} onClick={onStay}>
          {t('unsaved.goOn')}
        </Button>
        <Button variant="secondary" data-color="danger" onClick={onLeave}>
          {t('unsaved.close')}
        </Button>
      </div>
    </Alert>
  );
}
