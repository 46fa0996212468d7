import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { mayAt, useSession } from '../../api/session';
import { FieldsForm, type FormField } from '../../components/fields-form';
import { missingField } from '../../components/missing-field';
import { useDeciders, useDelegateWords, useDelegatingBodies, useScheme } from '../../decisions/delegation';
import { ruleText } from '../../decisions/record-fields';
import { formatKr } from '../../money/money';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Typed = Readonly<Record<string, string>>;

/** Granted as proposed or rejected with reasons, under a rule about grants; what follows from it is said before the press. */
export function AwardForm({
  application,
  proposal,
}: {
  application: Schemas['ApplicationDto'];
  proposal: Schemas['ProposalDto'];
}) {
  const t = useTexts('award');
  const kept = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState<Typed>({});
  const { bodyId, fields, rule, note } = useAwardFields(application, proposal, typed);
  const decide = async (values: Record<string, unknown>): Promise<void> => {
    if (values['outcome'] === 'reject' && values['reasons'] === undefined)
      throw missingField('/reasons', t('missing.reasons'));
    const body = { bodyId, ...values } as unknown as Schemas['DelegatedAwardDto'];
    const params = { path: { id: proposal.id }, header: ifMatch(proposal.version) };
    try {
      await unwrap(api.POST('/api/v1/proposals/{id}/delegated-decision', { params, body }));
    } catch (error) {
      // The proposal is another than the one that was read: what stands now is shown, and why this was refused.
      if (error instanceof ApiProblem && error.isStale) await kept.invalidateQueries();
      throw error;
    }
  };
  return (
    <section className="page" aria-labelledby="award">
      <Heading level={2} data-size="xs" id="award">
        {t('decision')}
      </Heading>
      {note === undefined ? (
        <>
          <Paragraph>{t('amountStands')}</Paragraph>
          <FieldsForm
            fields={fields}
            onTyped={setTyped}
            submitLabel={t('decideNow')}
            onSubmit={decide}
            further={<Paragraph>{rule === undefined ? t('follows.any') : t(`follows.${rule.reporting}`)}</Paragraph>}
            onDone={async () => {
              await kept.invalidateQueries();
              await navigate({ to: '/foreningsbidrag/$id', params: { id: application.id } });
            }}
          />
        </>
      ) : (
        <Paragraph>{t(note)}</Paragraph>
      )}
    </section>
  );
}

/** The rules about grants in force on the day, of those the person may decide under or record. */
function useAwardFields({ authorityId }: Schemas['ApplicationDto'], { total }: Schemas['ProposalDto'], typed: Typed) {
  const t = useTexts('award');
  const d = useTexts('delegated-decisions');
  const words = useDelegateWords();
  const records = mayAt(useSession(), 'delegation.set', authorityId);
  const bodyId = useDelegatingBodies().find((each) => each.authorityId === authorityId)?.id;
  const day = typed['decidedDay'] ?? today();
  const scheme = useScheme(bodyId, day);
  const grants = (scheme?.rules ?? []).filter(({ category }) => category === 'grants');
  const rules = grants.filter(({ isOwn }) => isOwn || records);
  const sole = rules.length === 1 ? rules[0]?.number : undefined;
  const rule = rules.find(({ number }) => number === (typed['ruleNumber'] ?? sole));
  const deciders = useDeciders(bodyId, day, rule?.number, records && rule !== undefined);
  const onlyDecider = deciders.length === 1 ? deciders[0]?.personId : undefined;
  const fields: FormField[] = [
    {
      name: 'outcome',
      kind: 'choice',
      label: t('fields.outcome'),
      missing: t('missing.outcome'),
      options: [
        { value: 'grant', label: t('grant', { amount: formatKr(total) }) },
        { value: 'reject', label: t('reject') },
      ],
    },
    { name: 'decidedDay', kind: 'day', label: d('fields.decidedDay'), initial: today(), missing: d('missing.day') },
    {
      name: 'ruleNumber',
      kind: 'choice',
      label: d('fields.rule'),
      missing: d('missing.rule'),
      options: rules.map((each) => ({ value: each.number, label: ruleText(d, each, words(each.delegate)) })),
      ...(sole === undefined ? {} : { initial: sole }),
    },
  ];
  if (records && rule !== undefined && rule.delegate.kind !== 'automated')
    fields.push({
      name: 'decidedById',
      kind: 'choice',
      label: d('fields.decidedBy'),
      missing: d('missing.decidedBy'),
      options: deciders.map(({ personId, name }) => ({ value: personId, label: name })),
      ...(onlyDecider === undefined ? {} : { initial: onlyDecider }),
    });
  fields.push({ name: 'reasons', kind: 'long', label: t('fields.reasons'), hint: t('hints.reasons') });
  // Another day may have another scheme: the form goes away only where no day was chosen in it.
  const isUntouched = typed['decidedDay'] === undefined;
  const note =
    bodyId === undefined || (isUntouched && scheme !== undefined && rules.length === 0) ? 'notDelegate' : undefined;
  return { bodyId, fields, rule, note } as const;
}
