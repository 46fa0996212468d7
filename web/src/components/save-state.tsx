import { formatTime } from '../texts/dates';
import { useTexts } from '../texts/texts';

export type SaveStateKind = 'saved' | 'saving' | 'unsaved' | 'offline' | 'conflict' | 'refused';

/** One line that says where what was typed is. */
export function SaveState({ state, savedAt }: { state: SaveStateKind; savedAt: Date | undefined }) {
  const t = useTexts('common');
  const text =
    state === 'saved'
      ? savedAt === undefined
        ? t('save.nothing')
        : t('save.saved', { time: formatTime(savedAt) })
      : t(`save.${state}`);
  return (
    <p role="status" className="save-state" data-state={state}>
      {text}
    </p>
  );
}
