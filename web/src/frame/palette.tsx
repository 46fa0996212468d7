import { Dialog, Heading, Input, Label } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { read } from '../api/client';
import { useSession } from '../api/session';
import { OpenDialog } from '../components/open-dialog';
import { useTexts, useTitles } from '../texts/texts';
import { everybodysScreens, navigationFor } from './navigation';

interface Hit {
  to: string;
  text: string;
  detail: string;
}

/** Search and command palette: screens by name, matters by number or word. Arrows choose, Enter goes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTexts('common');
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const hits = useHits(typed);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  // After the dialog has opened and given the focus to its first button.
  useEffect(() => input.current?.focus(), []);
  const index = Math.min(chosen, hits.length - 1);
  const go = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    onClose();
    void router.navigate({ to: hit.to as '/' });
  };
  const listen = (event: KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => setChosen(Math.min(index + 1, hits.length - 1)),
      ArrowUp: () => setChosen(Math.max(index - 1, 0)),
      Enter: () => go(hits[index]),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  return (
    <OpenDialog onClose={onClose} labelledBy="palette-heading" className="palette">
      <Dialog.Block>
        <Heading level={2} id="palette-heading" data-size="xs">
          {t('palette.heading')}
        </Heading>
        <Label htmlFor="palette-input">{t('palette.label')}</Label>
        <Input
          id="palette-input"
          ref={input}
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits.length > 0 ? `${listId}-${index}` : undefined}
          autoComplete="off"
          value={typed}
          onKeyDown={listen}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
        />
        <ul id={listId} role="listbox" aria-label={t('palette.hits')} className="palette-hits">
          {hits.map((hit, place) => (
            <li
              key={hit.to}
              id={`${listId}-${place}`}
              role="option"
              aria-selected={place === index}
              onClick={() => go(hit)}
            >
              <strong>{hit.text}</strong> <span>{hit.detail}</span>
            </li>
          ))}
        </ul>
        <p role="status" className="quiet">
          {typed === '' ? t('palette.hint') : t('palette.count', { count: hits.length })}
        </p>
      </Dialog.Block>
    </OpenDialog>
  );
}

function useHits(typed: string): Hit[] {
  const t = useTexts('common');
  const wanted = useDeferredValue(typed.trim());
  const titleOf = useTitles();
  const session = useSession();
  const matters = useQuery({
    ...read('/api/v1/matters', { params: { query: { q: wanted, limit: 8 } } }),
    enabled: wanted.length >= 2,
    placeholderData: (earlier) => earlier,
  });
  const screens = [...navigationFor(session), ...everybodysScreens]
    .map(({ to, texts }) => ({ to, text: titleOf(texts), detail: t('palette.screen') }))
    .filter(({ text }) => text.toLocaleLowerCase('sv').includes(wanted.toLocaleLowerCase('sv')));
  const found = wanted.length >= 2 ? (matters.data?.items ?? []) : [];
  return [
    ...found.map(({ registrationNumber, title }) => ({
      to: `/arende/${registrationNumber}`,
      text: registrationNumber,
      detail: title,
    })),
    ...screens,
  ];
}
