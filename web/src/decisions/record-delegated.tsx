import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, read, type Schemas, unwrap } from '../api/client';
import { FieldsForm, type FormValues } from '../components/fields-form';
import { missingField } from '../components/missing-field';
import { OpenDialog } from '../components/open-dialog';
import { useTexts } from '../texts/texts';
import type { Body } from './delegation';
import { urgent, useRecordFields } from './record-fields';

type Recorded = Schemas['DecisionRecordedDto'];

/**
 * Records a decision made on the body's behalf: one's own, under a rule that names one; or, by the body's secretary, that of
 * whoever decided. The rules are those in force on the day of the decision.
 */
export function RecordDelegated({
  body,
  matter,
  onRecorded,
  onClose,
}: {
  body: Body;
  /** The matter it is made in; without one the number may be written. */
  matter?: { id: string; registrationNumber: string };
  onRecorded: (decision: Recorded) => void;
  onClose: () => void;
}) {
  const t = useTexts('delegated-decisions');
  const kept = useQueryClient();
  const recorded = useRef<Recorded | undefined>(undefined);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const { fields, isUrgent, note } = useRecordFields(body, typed, matter === undefined);
  /** @throws ApiProblem at the field when there is no matter of that number */
  const matterOf = async ({ matterNumber }: FormValues): Promise<string | undefined> => {
    if (matter !== undefined || matterNumber === undefined) return matter?.id;
    const found = await matterNumbered(kept, matterNumber as string);
    if (found === undefined) throw missingField('/matterNumber', t('missing.matter'));
    return found;
  };
  return (
    <OpenDialog labelledBy="record-delegated" onClose={onClose}>
      <Heading level={2} data-size="xs" id="record-delegated">
        {t('record')}
      </Heading>
      <Paragraph>
        {matter === undefined ? body.name : t('inMatter', { body: body.name, number: matter.registrationNumber })}
      </Paragraph>
      {note === undefined ? null : <Paragraph>{t(note)}</Paragraph>}
      <FieldsForm
        fields={fields}
        onTyped={setTyped}
        submitLabel={t('recordNow')}
        onSubmit={async (values) => {
          const decision = decisionOf(values, isUrgent, await matterOf(values));
          const request = { params: { path: { id: body.id } }, body: decision };
          recorded.current = await unwrap(api.POST('/api/v1/bodies/{id}/delegated-decisions', request));
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          if (recorded.current !== undefined) onRecorded(recorded.current);
        }}
      />
    </OpenDialog>
  );
}

function decisionOf(
  { ruleNumber, aboutIndividual, decidedById, decidedDay, text }: FormValues,
  isUrgent: boolean,
  matterId: string | undefined,
): Schemas['NewDelegatedDecisionDto'] {
  return {
    decidedDay: decidedDay as string,
    text: text as string,
    ...(isUrgent ? { isUrgent: true } : {}),
    ...(ruleNumber === urgent ? {} : { ruleNumber: ruleNumber as string }),
    ...(aboutIndividual === undefined ? {} : { aboutIndividual: aboutIndividual === 'yes' }),
    ...(decidedById === undefined ? {} : { decidedById: decidedById as string }),
    ...(matterId === undefined ? {} : { matterId }),
  };
}

async function matterNumbered(kept: QueryClient, number: string): Promise<string | undefined> {
  const query = { registrationNumber: number.toUpperCase() };
  const { items } = await kept.fetchQuery(read('/api/v1/matters', { params: { query } }));
  return items[0]?.id;
}
