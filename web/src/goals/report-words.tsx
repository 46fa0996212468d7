import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

export const reportTones: Readonly<Record<string, Tone>> = {
  drafting: 'info',
  scheduled: 'info',
  referredBack: 'warning',
  decided: 'success',
  rejected: 'neutral',
  withdrawn: 'neutral',
};

const entryTones: Readonly<Record<string, Tone>> = {
  notStarted: 'warning',
  outcomeEntered: 'warning',
  commented: 'warning',
  markedDone: 'info',
  reviewed: 'success',
  lockedWithReport: 'neutral',
};

/** How far the reporting of one goal has come; nothing for what is shown as it was locked. */
export function EntryTag({ state }: { state: string | null }) {
  const t = useTexts('goals');
  if (state === null) return null;
  return <StatusTag tone={entryTones[state] ?? 'neutral'}>{t(`entryState.${state as 'notStarted'}`)}</StatusTag>;
}

/** Not yet marked done: who has not reported. */
export const isUnreported = ({ state }: { state: string | null }): boolean =>
  state === 'notStarted' || state === 'outcomeEntered' || state === 'commented';
