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

/** For a form about one act: typed in, and the act not on its way. From the press on, also the act may leave the page. */
export function useUnsavedForm(isTyped: boolean, act: { isIdle: boolean; isError: boolean }): void {
  useUnsaved(isTyped && (act.isIdle || act.isError));
}

export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/** @returns whether anything has become unsaved since now: while a dialog is open, that is what was typed in it */
export function watchUnsaved(): () => boolean {
  const before = new Set(unsaved);
  return () => [...unsaved].some((mark) => !before.has(mark));
}
