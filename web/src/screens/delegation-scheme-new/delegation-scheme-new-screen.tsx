import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client';
import { EmptyState } from '../../components/empty-state';
import { FieldsForm, type FormValues } from '../../components/fields-form';
import { PageHeading } from '../../components/page-heading';
import { useUnsaved } from '../../components/unsaved';
import { type Body, type DelegationRule, useDelegatingBodies, useScheme } from '../../decisions/delegation';
import { draftOf, type RuleDraft, ruleOf, withRule } from '../../decisions/scheme-draft';
import { useTableSearch } from '../../tables/table-search';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { RuleDialog } from './rule-dialog';
import { RuleTable } from './rule-table';

/** What shall the body let others decide? A scheme is set as a whole, from the one in force, and never changed. */
export function DelegationSchemeNewScreen() {
  const t = useTexts('delegated-decisions');
  const [{ organ }] = useTableSearch();
  const bodies = useDelegatingBodies();
  const body = bodies.find(({ id }) => id === organ) ?? bodies[0];
  const scheme = useScheme(body?.id, today());
  return (
    <div className="page">
      <PageHeading>{t('schemeNewHeading', { body: body?.name ?? '' })}</PageHeading>
      {body === undefined ? <EmptyState title={t('noBody.title')} text={t('noBody.text')} /> : null}
      {body === undefined || scheme === undefined ? null : (
        <SchemeForm key={body.id} body={body} before={scheme?.rules ?? []} />
      )}
    </div>
  );
}

function SchemeForm({ body, before }: { body: Body; before: readonly DelegationRule[] }) {
  const t = useTexts('delegated-decisions');
  const kept = useQueryClient();
  const navigate = useNavigate();
  const [rules, setRules] = useState(() => before.map(draftOf));
  const [isChanged, setChanged] = useState(false);
  const [isSent, setSent] = useState(false);
  /** The rule in hand; null for one to come. */
  const [open, setOpen] = useState<RuleDraft | null | undefined>();
  useUnsaved(isChanged && !isSent);
  const change = (next: RuleDraft[]): void => {
    setRules(next);
    setChanged(true);
  };
  const submit = async ({ fromDay, ground }: FormValues): Promise<void> => {
    const params = { path: { id: body.id } };
    const content = { fromDay: fromDay as string, ground: ground as string, rules: rules.map(ruleOf) };
    await unwrap(api.POST('/api/v1/bodies/{id}/delegation-schemes', { params, body: content }));
    setSent(true);
  };
  return (
    <>
      <Paragraph>{t('schemeNewText')}</Paragraph>
      <section className="page" aria-labelledby="rules-heading">
        <Heading level={2} data-size="xs" id="rules-heading">
          {t('rulesHeading', { count: rules.length })}
        </Heading>
        <RuleTable
          rules={rules}
          body={body}
          onChange={setOpen}
          onRemove={(gone) => change(rules.filter((rule) => rule !== gone))}
        />
        <div className="actions">
          <Button variant="secondary" onClick={() => setOpen(null)}>
            {t('addRule')}
          </Button>
        </div>
      </section>
      <FieldsForm
        fields={[
          {
            name: 'fromDay',
            kind: 'day',
            label: t('fields.fromDay'),
            hint: t('hints.fromDay'),
            initial: today(),
            missing: t('missing.day'),
          },
          {
            name: 'ground',
            kind: 'text',
            label: t('fields.ground'),
            hint: t('hints.ground'),
            missing: t('missing.ground'),
          },
        ]}
        submitLabel={t('setScheme')}
        onSubmit={submit}
        onDone={async () => {
          await kept.invalidateQueries();
          await navigate({ to: '/delegationsordning', search: { organ: body.id } });
        }}
      />
      {open === undefined ? null : (
        <RuleDialog
          rule={open}
          body={body}
          taken={rules.filter((rule) => rule !== open).map(({ number }) => number)}
          onSave={(rule) => {
            change(withRule(rules, rule, open?.number));
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
