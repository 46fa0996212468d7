import { Dialog, Heading, Switch } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTexts } from '../texts/texts';
import { OpenDialog } from '../components/open-dialog';
import { keyGroups } from './key-list';
import { singleKeysAreOn, switchSingleKeys } from './keys';

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
        <Switch
          label={t('keys.single')}
          checked={areOn}
          onChange={(event) => {
            switchSingleKeys(event.target.checked);
            setOn(event.target.checked);
          }}
        />
      </Dialog.Block>
      <Dialog.Block>
        {(Object.keys(keyGroups) as (keyof typeof keyGroups)[]).map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <Heading level={3} id={`keys-${group}`} data-size="2xs">
              {t(`keys.groups.${group}`)}
            </Heading>
            <dl className="key-list">
              {keyGroups[group].map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{t(`keys.${key}.key`)}</kbd>
                  </dt>
                  <dd>{t(`keys.${key}.text`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Dialog.Block>
    </OpenDialog>
  );
}
