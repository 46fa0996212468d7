import type { FormField } from '../../components/fields-form';
import type { useTexts } from '../../texts/texts';

/**
 * A later day, maybe with a time of day, and why.
 * @param from the day in force
 */
export function deadlineFields(t: ReturnType<typeof useTexts<'consultations'>>, from: string): FormField[] {
  return [
    { name: 'replyByDay', kind: 'day', label: t('form.day'), earliest: from, missing: t('form.dayMissing') },
    { name: 'replyByTime', kind: 'time', label: t('form.time') },
    { name: 'reason', kind: 'long', label: t('form.reason'), missing: t('form.reasonMissing') },
  ];
}
