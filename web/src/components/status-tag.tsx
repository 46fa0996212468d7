import { Tag } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A state in words; the colour only helps. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <Tag data-color={tone}>{children}</Tag>;
}
