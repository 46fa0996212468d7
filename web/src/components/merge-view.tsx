import { Alert, Button, Fieldset, Heading, Paragraph, Radio } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTexts } from '../texts/texts';

/** One part that both have changed. */
export interface MergeField {
  key: string;
  label: string;
  mine: string;
  theirs: string;
}

type Choice = 'mine' | 'theirs';

/**
 * After a 412: what I wrote beside what somebody else saved, part by part, and nothing is overwritten until each is chosen.
 * Parts that only one has changed need no choice; leave them out.
 */
export function MergeView({
  fields,
  onResolve,
}: {
  fields: readonly MergeField[];
  onResolve: (choices: ReadonlyMap<string, Choice>) => void;
}) {
  const t = useTexts('common');
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const left = fields.filter(({ key }) => !choices.has(key)).length;
  return (
    <section className="merge-view" aria-labelledby="merge-heading">
      <Alert data-color="warning" role="alert">
        <Heading level={2} id="merge-heading" data-size="xs">
          {t('merge.heading')}
        </Heading>
        <Paragraph>{t('merge.text', { count: fields.length })}</Paragraph>
      </Alert>
      {fields.map(({ key, label, mine, theirs }) => (
        <Fieldset key={key}>
          <Fieldset.Legend>{label}</Fieldset.Legend>
          <div className="merge-sides">
            {(['mine', 'theirs'] as const).map((side) => (
              <div key={side} className="merge-side">
                <Radio
                  name={`merge-${key}`}
                  value={side}
                  label={t(`merge.${side}`)}
                  checked={choices.get(key) === side}
                  onChange={() => setChoices(new Map(choices).set(key, side))}
                />
                <blockquote>{side === 'mine' ? mine : theirs}</blockquote>
              </div>
            ))}
          </div>
        </Fieldset>
      ))}
      <div className="actions">
        <Button disabled={left > 0} onClick={() => onResolve(choices)}>
          {t('merge.save')}
        </Button>
        <span role="status">{left > 0 ? t('merge.left', { count: left }) : ''}</span>
      </div>
    </section>
  );
}
