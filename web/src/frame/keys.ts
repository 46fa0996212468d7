import { useEffect, useRef } from 'react';

/** `Ctrl+k`, `/`, `?`, `g`: as `KeyboardEvent.key` says it, with `Ctrl+` before it (also Cmd on a Mac). */
export type KeyMap = Readonly<Record<string, () => void>>;

const lettersKey = 'anslag.single-keys';

/** Single keys can be switched off: people who speak to their computer set them off by mistake (WCAG 2.1.4). */
export function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(lettersKey) !== 'off';
  } catch {
    return true;
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(lettersKey, on ? 'on' : 'off');
  } catch {
    // Storage is closed to us; the keys stay as they are.
  }
}

/** Listens for keys while the component is shown. Single keys rest while somebody types or a dialog is open. */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const withControl = event.ctrlKey || event.metaKey;
      const act = current.current[`${withControl ? 'Ctrl+' : ''}${event.key}`];
      if (act === undefined || event.altKey || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (!withControl && (isTyping(event.target) || !singleKeysAreOn())) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))
  );
}
