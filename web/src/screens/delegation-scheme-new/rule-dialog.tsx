import { Heading } from '@digdir/designsystemet-react';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { missingField } from '../../components/missing-field';
import { OpenDialog } from '../../components/open-dialog';
import type { Body } from '../../decisions/delegation';
import { categories, reportings, type RuleDraft } from '../../decisions/scheme-draft';
import { useTexts } from '../../texts/texts';
import { useDelegateOptions } from './delegate-options';

/** One rule: what it is about, who decides, how it is told of. It is saved with the whole scheme. */
export function RuleDialog({
  rule,
  body,
  taken,
  onSave,
  onClose,
}: {
  /** null for a new one */
  rule: RuleDraft | null;
  body: Body;
  /** Numbers the other rules have. */
  taken: readonly string[];
  onSave: (rule: RuleDraft) => void;
  onClose: () => void;
}) {
  const t = useTexts('delegated-decisions');
  const fields = useRuleFields(rule, body);
  return (
    <OpenDialog labelledBy="rule-heading" onClose={onClose}>
      <Heading level={2} data-size="xs" id="rule-heading">
        {rule === null ? t('addRule') : t('changeRuleNumber', { number: rule.number })}
      </Heading>
      <FieldsForm
        fields={fields}
        submitLabel={t('keepRule')}
        onSubmit={(values) => {
          const draft = draftFrom(values);
          if (taken.includes(draft.number)) return Promise.reject(missingField('/number', t('numberTaken')));
          onSave(draft);
          return Promise.resolve();
        }}
        onDone={() => undefined}
      />
    </OpenDialog>
  );
}

function useRuleFields(rule: RuleDraft | null, body: Body): FormField[] {
  const t = useTexts('delegated-decisions');
  const delegates = useDelegateOptions(body);
  const initially = (name: keyof RuleDraft): { initial?: string } => (rule === null ? {} : { initial: rule[name] });
  return [
    { name: 'number', kind: 'text', label: t('fields.number'), missing: t('missing.number'), ...initially('number') },
    {
      name: 'description',
      kind: 'text',
      label: t('fields.description'),
      missing: t('missing.description'),
      ...initially('description'),
    },
    {
      name: 'category',
      kind: 'choice',
      label: t('fields.category'),
      missing: t('missing.category'),
      options: categories.map((value) => ({ value, label: t(`categories.${value}`) })),
      ...initially('category'),
    },
    {
      name: 'delegate',
      kind: 'choice',
      label: t('delegate'),
      hint: t('hints.delegate'),
      missing: t('missing.delegate'),
      options: delegates,
      ...initially('delegate'),
    },
    { name: 'provision', kind: 'text', label: t('provision'), hint: t('hints.provision'), ...initially('provision') },
    {
      name: 'appealable',
      kind: 'choice',
      label: t('fields.appealable'),
      missing: t('missing.appealable'),
      options: (['yes', 'no'] as const).map((value) => ({ value, label: t(`answers.${value}`) })),
      initial: rule?.appealable ?? 'yes',
    },
    {
      name: 'reporting',
      kind: 'choice',
      label: t('told'),
      missing: t('missing.reporting'),
      options: reportings.map((value) => ({ value, label: t(`reportings.${value}`) })),
      initial: rule?.reporting ?? 'nextMeeting',
    },
  ];
}

function draftFrom(values: FormValues): RuleDraft {
  const text = (name: keyof RuleDraft): string => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    number: text('number'),
    description: text('description'),
    category: text('category'),
    delegate: text('delegate'),
    provision: text('provision'),
    appealable: text('appealable') === 'no' ? 'no' : 'yes',
    reporting: text('reporting'),
  };
}
