import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../api/problem';
import { MergeView } from '../components/merge-view';
import { useUnsavedForm } from '../components/unsaved';
import type { Held } from './keeper';
import { changedParts, type Choices, mergeParts, type Parts } from './merging';

interface Acts<T> {
  /** Sends what differs from the base, which is that version. */
  send: (content: T, base: Held<T>) => Promise<unknown>;
  latest: () => Promise<Held<T>>;
  onSaved: () => Promise<unknown>;
}

export interface Change<T, Name extends string> {
  content: T;
  setContent: (content: T) => void;
  save: () => void;
  error: Error | null;
  isSaving: boolean;
  /** Set when both have changed the same: what somebody else has saved, and the parts that must be chosen. */
  conflict: { theirs: T; names: Name[]; resolve: (choices: Choices) => void } | undefined;
}

/** What stands already, changed in a form and saved at a press. What somebody else has changed meanwhile is taken in, or asked about. */
export function useChange<T extends object, Name extends keyof T & string>(
  held: Held<T>,
  parts: Parts<T, Name>,
  { send, latest, onSaved }: Acts<T>,
): Change<T, Name> {
  const [seen, setSeen] = useState(held);
  const [content, setContent] = useState(held.content);
  const [theirs, setTheirs] = useState<Held<T>>();
  const save = useMutation({
    mutationFn: ({ wanted, base }: { wanted: T; base: Held<T> }) => send(wanted, base),
    onSuccess: onSaved,
    onError: async (error, { wanted, base }) => {
      if (!(error instanceof ApiProblem && error.isStale)) return;
      const found = await latest();
      const merged = mergeParts(parts, base.content, wanted, found.content);
      if (merged.conflicts.length > 0) setTheirs(found);
      else adopt(merged.content, found);
    },
  });
  const adopt = (wanted: T, base: Held<T>): void => {
    setSeen(base);
    setContent(wanted);
    setTheirs(undefined);
    save.mutate({ wanted, base });
  };
  const mergeWith = (found: Held<T>, choices?: Choices) =>
    mergeParts(parts, seen.content, content, found.content, choices);
  useUnsavedForm(changedParts(parts, seen.content, content).length > 0, save);
  return {
    content,
    setContent,
    save: () => save.mutate({ wanted: content, base: seen }),
    error: save.error,
    isSaving: save.isPending,
    conflict:
      theirs === undefined
        ? undefined
        : {
            theirs: theirs.content,
            names: mergeWith(theirs).conflicts.map(({ key }) => key as Name),
            resolve: (choices) => adopt(mergeWith(theirs, choices).content, theirs),
          },
  };
}

/** The form; or, when both have changed the same, each part of it to be chosen. */
export function FormOrMerge<T, Name extends string>({
  change: { content, conflict },
  labelOf,
  shown,
  children,
}: {
  change: Change<T, Name>;
  labelOf: (name: Name) => string;
  /** A part in words. */
  shown: (content: T, name: Name) => string;
  children: ReactNode;
}) {
  if (conflict === undefined) return children;
  const { theirs, names, resolve } = conflict;
  return (
    <MergeView
      fields={names.map((name) => ({
        key: name,
        label: labelOf(name),
        mine: shown(content, name),
        theirs: shown(theirs, name),
      }))}
      onResolve={resolve}
    />
  );
}
