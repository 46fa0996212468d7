import { useEffect, useState, useSyncExternalStore } from 'react';
import { useUnsaved } from '../components/unsaved';
import { useKeys } from '../frame/keys';
import { FieldKeeper, type Held, type KeptFields, type Surroundings } from './field-keeper';

/** A form being written, and its keeper; saves by itself, at Ctrl S, and when the network is back. */
export function useFields(
  held: Held,
  around: Omit<Surroundings, 'storage'>,
): { kept: KeptFields; keeper: FieldKeeper } {
  const [keeper] = useState(() => new FieldKeeper(held, { ...around, storage: storage() }));
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
