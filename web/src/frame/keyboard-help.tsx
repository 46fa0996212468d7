import { Dialog, Heading, Switch } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTexts } from '../texts/texts';
import { OpenDialog } from '../components/open-dialog';
import { singleKeysAreOn, switchSingleKeys } from './keys';

const keys = ['palette', 'help', 'mark', 'move', 'save', 'next', 'enter', 'escape'] as const;

/** `?`: which keys there are, and the switch for those without Ctrl. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const t = useTexts('common');
  const [areOn, setOn] = useState(singleKeysAreOn);
  return (
    <OpenDialog onClose={onClose} labelledBy="keys-heading">
      <Dialog.Block>
        <Heading level={2} id="keys-heading" data-size="sm">
          {t('keys.heading')}
        </Heading>
      </Dialog.Block>
      <Dialog.Block>
        <dl className="key-list">
          {keys.map((key) => (
            <div key={key}>
              <dt>
                <kbd>{t(`keys.${key}.key`)}</kbd>
              </dt>
              <dd>{t(`keys.${key}.text`)}</dd>
            </div>
          ))}
        </dl>
        <Switch
          label={t('keys.single')}
          checked={areOn}
          onChange={(event) => {
            switchSingleKeys(event.target.checked);
            setOn(event.target.checked);
          }}
        />
      </Dialog.Block>
    </OpenDialog>
  );
}
