import type { Schemas } from '../api/client';
import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

export type CallStatus = Schemas['CallListItemDto']['status'];

const tones: Readonly<Record<CallStatus, Tone>> = {
  draft: 'neutral',
  issued: 'info',
  closed: 'warning',
  compiled: 'warning',
  decided: 'success',
  cancelled: 'neutral',
};
export const callStatuses = Object.keys(tones) as CallStatus[];

export function CallStatusTag({ status }: { status: CallStatus }) {
  const t = useTexts('calls');
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>;
}
