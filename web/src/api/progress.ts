/** Long work followed while its answer is waited for: the request gets a name, and the API tells on a stream how far it has come. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from './client';

export interface Step {
  stage: string;
  /** What the stage counts; null where nothing is counted. */
  done: number | null;
  total: number | null;
}

/** Work that is going on; without a step nobody has told how far it has come. */
export interface Running {
  step?: Step;
}

/** Goes with the request, and is what the API knows its work by. */
export type NameHeaders = Readonly<Record<'X-Progress', string>>;

/**
 * @param quietMs before anything is shown: a bar for what takes no time only flickers
 * @returns `follow` does the work and `running` is what to show of it meanwhile
 */
export function useProgress(quietMs = 500) {
  const [running, setRunning] = useState<Running | undefined>();
  const stopLast = useRef<(() => void) | undefined>(undefined);
  const follow = useCallback(
    async <T>(work: (headers: NameHeaders) => Promise<T>): Promise<T> => {
      stopLast.current?.();
      const name = newKey();
      const stop = listen(name, quietMs, setRunning);
      stopLast.current = stop;
      try {
        return await work({ 'X-Progress': name });
      } finally {
        stop();
      }
    },
    [quietMs],
  );
  useEffect(() => () => stopLast.current?.(), []);
  return { running, follow };
}

/**
 * Whatever becomes of the stream (another process may have answered), the work goes on and the bar only knows less.
 * @returns ends it; nothing is told after that
 */
function listen(name: string, quietMs: number, tell: (running: Running | undefined) => void): () => void {
  let source: EventSource | undefined;
  let isOver = false;
  const timer = setTimeout(() => {
    tell({});
    source = new EventSource(`/api/v1/progress/${name}`);
    source.addEventListener('progress', ({ data }) => tell({ step: JSON.parse(String(data)) as Step }));
    // The answer itself is on its way; asking again would only be told the same.
    for (const end of ['done', 'failed']) source.addEventListener(end, () => source?.close());
  }, quietMs);
  return () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    source?.close();
    tell(undefined);
  };
}
