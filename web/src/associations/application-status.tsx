import type { Schemas } from '../api/client';
import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

type Application = Pick<Schemas['ApplicationItemDto'], 'status' | 'outcome'>;

const tones = {
  invited: 'neutral',
  received: 'info',
  inReview: 'info',
  granted: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
} as const satisfies Record<string, Tone>;
export type ApplicationState = keyof typeof tones;

/** What became of it, once that is known; until then how far it has come. */
export function applicationStateOf({ status, outcome }: Application): ApplicationState {
  return (outcome ?? status) as ApplicationState;
}

export function ApplicationStatusTag({ application }: { application: Application }) {
  const t = useTexts('associations');
  const state = applicationStateOf(application);
  return <StatusTag tone={tones[state]}>{t(`status.${state}`)}</StatusTag>;
}
