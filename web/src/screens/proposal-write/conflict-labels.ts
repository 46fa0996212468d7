import type { Draft, SectionKind } from '../../proposals/content';
import { useTexts } from '../../texts/texts';

/** What a conflict is about, in words. */
export function useConflictLabels(draft: Draft): (key: string) => string {
  const t = useTexts('proposal');
  return (key) => {
    const [part = '', name = ''] = key.split(/:(.*)/s);
    if (part === 'title') return t('titleField');
    if (part === 'section')
      return name.startsWith('other ') ? name.slice('other '.length) : t(`sections.${name as SectionKind}`);
    if (part === 'measure') return draft.measures.find((measure) => measure.key === name)?.title ?? t('parts.measures');
    return t(`parts.${part as 'measures'}`);
  };
}
