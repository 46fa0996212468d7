import { Dialog } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts';

/** A modal dialog that is open while it is rendered: render it when it is wanted, and take it away in `onClose`. */
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
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={labelledBy}
      closeButton={t('close')}
      closedby="any"
      className={className}
    >
      {children}
    </Dialog>
  );
}
