import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

const tones = {
  prepared: 'warning',
  attested: 'info',
  paid: 'success',
  cancelled: 'neutral',
} as const satisfies Record<string, Tone>;

export function PayoutStatusTag({ status }: { status: string }) {
  const t = useTexts('associations');
  const state = status as keyof typeof tones;
  return <StatusTag tone={tones[state]}>{t(`payoutStatus.${state}`)}</StatusTag>;
}
