import { useEffect } from 'react';

const unsaved = new Set<symbol>();

/** Says that this component holds something not yet saved, for as long as `isUnsaved`; the frame then asks before leaving. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const mark = Symbol('unsaved');
    unsaved.add(mark);
    return () => void unsaved.delete(mark);
  }, [isUnsaved]);
}

export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}
