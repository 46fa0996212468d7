import { useEffect, useState, useSyncExternalStore } from 'react';
import { useUnsaved } from '../components/unsaved';
import { useKeys } from '../frame/keys';
import { type Form, type Held, Keeper, type Kept, type Surroundings } from './keeper';

/** What is being written, and its keeper; saves by itself, at Ctrl S, and when the network is back. */
export function useKeeper<T>(
  held: Held<T>,
  form: Form<T>,
  around: Omit<Surroundings<T>, 'storage'>,
): { kept: Kept<T>; keeper: Keeper<T> } {
  const [keeper] = useState(() => new Keeper(held, form, { ...around, storage: storage() }));
  const kept = useSyncExternalStore(keeper.subscribe, keeper.current);
  useUnsaved(keeper.hasUnsaved);
  useKeys({ 'Ctrl+s': () => void keeper.save() });
  useEffect(() => {
    const save = (): void => void keeper.save();
    window.addEventListener('online', save);
    return () => {
      window.removeEventListener('online', save);
      keeper.stop();
    };
  }, [keeper]);
  return { kept, keeper };
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
