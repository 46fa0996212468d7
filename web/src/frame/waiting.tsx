import { Spinner } from '@digdir/designsystemet-react';
import { useTexts } from '../texts/texts';

/** While a screen is on its way. Nothing is shown for a short wait, which would only flicker. */
export function Waiting() {
  const t = useTexts('common');
  return (
    <div className="waiting" role="status">
      <Spinner aria-hidden="true" />
      <span>{t('waiting')}</span>
    </div>
  );
}
