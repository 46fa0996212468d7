/** What is asked when a delegated decision is recorded. */
import { mayAt, useSession } from '../api/session';
import type { FormField } from '../components/fields-form';
import { today } from '../texts/dates';
import { useTexts } from '../texts/texts';
import { type Body, type DelegationRule, useDeciders, useDelegateWords, useScheme } from './delegation';

/** The choice in the list of rules that stands for the law itself (KL 6:39). */
export const urgent = 'urgent';

type Typed = Readonly<Record<string, string>>;

/** The rules in force on the day under which the person may record, and which of them is chosen. */
function useRuleChoice(body: Body, typed: Typed) {
  const t = useTexts('delegated-decisions');
  const words = useDelegateWords();
  const session = useSession();
  const records = mayAt(session, 'delegation.set', body.authorityId);
  const day = typed['decidedDay'] ?? today();
  const scheme = useScheme(body.id, day);
  const rules = (scheme?.rules ?? []).filter(({ isOwn }) => records || isOwn);
  const urgentDeciders = useDeciders(body.id, day, undefined, true);
  const mayUrgent = records || urgentDeciders.some(({ personId }) => personId === session.person.id);
  const options = [
    ...rules.map((rule) => ({ value: rule.number, label: ruleText(t, rule, words(rule.delegate)) })),
    ...(mayUrgent ? [{ value: urgent, label: t('urgentChoice') }] : []),
  ];
  const only = options.length === 1 ? options[0]?.value : undefined;
  const choice = typed['ruleNumber'] ?? only;
  const rule = rules.find(({ number }) => number === choice);
  return { records, day, scheme, options, only, choice, rule };
}

/** The fields depend on the day, which says which rules there were, and on the rule, which says who may have decided. */
export function useRecordFields(body: Body, typed: Typed, asksForMatter: boolean) {
  const t = useTexts('delegated-decisions');
  const { records, day, scheme, options, only, choice, rule } = useRuleChoice(body, typed);
  const isUrgent = choice === urgent || rule?.category === 'urgent';
  const isAutomated = rule?.delegate.kind === 'automated';
  const asksWho = records && choice !== undefined && !isAutomated;
  const deciders = useDeciders(body.id, day, choice === urgent ? undefined : choice, asksWho);
  const sole = deciders.length === 1 ? deciders[0]?.personId : undefined;
  const fields: FormField[] = [
    { name: 'decidedDay', kind: 'day', label: t('fields.decidedDay'), initial: today(), missing: t('missing.day') },
    {
      name: 'ruleNumber',
      kind: 'choice',
      label: t('fields.rule'),
      missing: t('missing.rule'),
      options,
      ...(only === undefined ? {} : { initial: only }),
    },
  ];
  if (asksWho)
    fields.push({
      name: 'decidedById',
      kind: 'choice',
      label: t('fields.decidedBy'),
      missing: t('missing.decidedBy'),
      options: deciders.map(({ personId, name }) => ({ value: personId, label: name })),
      ...(sole === undefined ? {} : { initial: sole }),
    });
  // A rule for individuals says so for all its decisions.
  if (isUrgent || (rule !== undefined && rule.category !== 'individualAuthority'))
    fields.push({
      name: 'aboutIndividual',
      kind: 'choice',
      label: t('fields.aboutIndividual'),
      hint: t('hints.aboutIndividual'),
      missing: t('missing.aboutIndividual'),
      options: (['no', 'yes'] as const).map((value) => ({ value, label: t(`answers.${value}`) })),
      ...(isUrgent ? {} : { initial: 'no' }),
    });
  if (asksForMatter)
    fields.push({ name: 'matterNumber', kind: 'text', label: t('fields.matter'), hint: t('hints.matter') });
  fields.push({ name: 'text', kind: 'long', label: t('fields.text'), missing: t('missing.text') });
  const note = scheme === null ? 'noScheme' : scheme !== undefined && options.length === 0 ? 'notDelegate' : undefined;
  return { fields, isUrgent, note } as const;
}

export function ruleText(
  t: ReturnType<typeof useTexts<'delegated-decisions'>>,
  { number, description }: DelegationRule,
  delegate: string,
): string {
  return t('ruleChoice', { number, description, delegate });
}
