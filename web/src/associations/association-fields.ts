/** The fields of an association in the register, for adding one and for correcting one. */
import type { Schemas } from '../api/client';
import type { FormField } from '../components/fields-form';
import type { useTexts } from '../texts/texts';

const paymentKinds = ['bankgiro', 'plusgiro'] as const;

/** @param association the one that is corrected; its organisation number is who it is, and stands */
export function associationFields(
  t: ReturnType<typeof useTexts<'associations'>>,
  association?: Schemas['AssociationDto'],
): FormField[] {
  const hasAccount = association !== undefined && association.paymentNumber !== null;
  return [
    {
      name: 'name',
      kind: 'text',
      label: t('fields.name'),
      missing: t('missing.name'),
      ...initially(association?.name),
    },
    ...(association === undefined
      ? [
          {
            name: 'organisationNumber',
            kind: 'text' as const,
            label: t('fields.organisationNumber'),
            hint: t('hints.organisationNumber'),
            missing: t('missing.organisationNumber'),
          },
        ]
      : []),
    { name: 'email', kind: 'text', label: t('fields.email'), ...initially(association?.email) },
    {
      name: 'paymentKind',
      kind: 'choice',
      label: t('fields.paymentKind'),
      initial: association?.paymentKind ?? 'bankgiro',
      options: paymentKinds.map((value) => ({ value, label: t(`accounts.${value}`) })),
      ...(hasAccount ? { missing: t('missing.account') } : {}),
    },
    {
      name: 'paymentNumber',
      kind: 'text',
      label: t('fields.accountNumber'),
      hint: t('hints.paymentNumber'),
      ...initially(association?.paymentNumber),
      ...(hasAccount ? { missing: t('missing.account') } : {}),
    },
  ];
}

const initially = (value: string | null | undefined): { initial?: string } => (value == null ? {} : { initial: value });
