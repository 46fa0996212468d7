import { StatusTag, type Tone } from '../components/status-tag';
import type { Column } from './column';
import type { Filter } from './data-table';

/** The states of what a list holds: a column with the word and its tone, and a filter with them all. */
export function statesOf<State extends string>(
  header: string,
  tones: Readonly<Record<State, Tone>>,
  wordOf: (state: State) => string,
): { column: Column<{ status: State }>; filter: Filter<{ status: State }> } {
  return {
    column: {
      key: 'status',
      header,
      value: ({ status }) => wordOf(status),
      show: ({ status }) => <StatusTag tone={tones[status]}>{wordOf(status)}</StatusTag>,
    },
    filter: {
      key: 'status',
      label: header,
      value: ({ status }) => status,
      options: (Object.keys(tones) as State[]).map((value) => ({ value, label: wordOf(value) })),
    },
  };
}
