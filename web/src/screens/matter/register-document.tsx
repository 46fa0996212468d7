import { Alert, Button, Fieldset, Heading, Radio } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { FileField } from '../../components/file-field';
import { missingField } from '../../components/missing-field';
import { OpenDialog } from '../../components/open-dialog';
import { instantAt } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { storeVersion } from './store-version';

type T = ReturnType<typeof useTexts<'matter'>>;
type NewDocument = Schemas['NewDocumentDto'];

/** As registrars say it. What was sent is drawn up here and has a recipient; the register knows the two together. */
const ways = ['received', 'sent', 'drawnUp', 'internal'] as const;
type Way = (typeof ways)[number];

const kinds = [
  'letter',
  'memorandum',
  'decisionBasis',
  'minutesExtract',
  'coverLetter',
  'opinion',
  'decision',
  'requisition',
  'annex',
  'workingNote',
  'other',
] as const;

/** A document by hand: what it is, from or for whom and when, its file, and a marking if it needs one (OSL 5:2, R-18). */
export function RegisterDocument({ matterId }: { matterId: string }) {
  const t = useTexts('matter');
  const [isOpen, setIsOpen] = useState(false);
  const [registered, setRegistered] = useState<number | undefined>();
  return (
    <div className="actions">
      <Button
        onClick={() => {
          setRegistered(undefined);
          setIsOpen(true);
        }}
      >
        {t('registerDocument')}
      </Button>
      {registered === undefined ? null : (
        <Alert data-color="success" role="status">
          {t('registeredAs', { number: registered })}
        </Alert>
      )}
      {isOpen ? (
        <OpenDialog labelledBy="register-document" onClose={() => setIsOpen(false)}>
          <Heading level={2} data-size="xs" id="register-document">
            {t('registerDocument')}
          </Heading>
          <DocumentForm
            matterId={matterId}
            onDone={(number) => {
              setRegistered(number);
              setIsOpen(false);
            }}
          />
        </OpenDialog>
      ) : null}
    </div>
  );
}

function DocumentForm({ matterId, onDone }: { matterId: string; onDone: (number: number) => void }) {
  const t = useTexts('matter');
  const kept = useQueryClient();
  const [way, setWay] = useState<Way>('received');
  const [file, setFile] = useState<File | undefined>();
  /** What has been done of registering, marking and storing: pressed again after a refusal, it goes on from there. */
  const done = useRef<{ documentId: string; number: number; isMarked: boolean } | undefined>(undefined);
  const submit = async (values: FormValues): Promise<void> => {
    const { provision, ...rest } = values as Record<string, string>;
    const body = documentOf(t, way, rest);
    const params = { path: { id: matterId } };
    if (done.current === undefined) {
      const { documentId, number } = await unwrap(api.POST('/api/v1/matters/{id}/documents', { params, body }));
      done.current = { documentId, number, isMarked: false };
      void kept.invalidateQueries({ queryKey: ['/api/v1/matters/{id}/documents'] });
    }
    const { documentId } = done.current;
    // Before the file: nobody is to read it in between.
    if (provision !== undefined && !done.current.isMarked) {
      const marking = { params: { path: { id: documentId } }, body: { provision } };
      await unwrap(api.POST('/api/v1/documents/{id}/secrecy-marking', marking));
      done.current.isMarked = true;
    }
    if (file !== undefined) await storeVersion(documentId, file);
  };
  return (
    <>
      <Fieldset>
        <Fieldset.Legend>{t('fields.way')}</Fieldset.Legend>
        {ways.map((each) => (
          <Radio
            key={each}
            name="way"
            value={each}
            label={t(`wayChoices.${each}`)}
            checked={way === each}
            onChange={() => setWay(each)}
          />
        ))}
      </Fieldset>
      <FieldsForm
        fields={fieldsOf(t, way)}
        submitLabel={t('registerNow')}
        further={<FileField label={t('file')} hint={t('hints.file')} unsent={file} onChoose={setFile} />}
        onSubmit={submit}
        onDone={async () => {
          setFile(undefined);
          await kept.invalidateQueries({ queryKey: ['/api/v1/matters/{id}/documents'] });
          onDone(done.current?.number ?? 0);
        }}
      />
    </>
  );
}

function fieldsOf(t: T, way: Way): FormField[] {
  const counterpart: FormField[] =
    way === 'received' || way === 'sent'
      ? [{ name: 'counterpart', kind: 'text', label: t(`fields.${way === 'sent' ? 'recipient' : 'sender'}`) }]
      : [];
  if (way === 'sent' && counterpart[0] !== undefined) counterpart[0].missing = t('missing.recipient');
  const instant: FormField[] =
    way === 'internal'
      ? []
      : [
          { name: instantName(way), kind: 'day', label: t(`fields.${way}Day`), hint: t('hints.now') },
          { name: 'time', kind: 'time', label: t('fields.time') },
        ];
  return [
    { name: 'title', kind: 'text', label: t('fields.title'), hint: t('hints.title'), missing: t('missing.title') },
    {
      name: 'kind',
      kind: 'choice',
      label: t('fields.kind'),
      initial: 'letter',
      missing: t('missing.kind'),
      options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    ...counterpart,
    ...instant,
    { name: 'provision', kind: 'text', label: t('fields.provisionIfAny'), hint: t('hints.provision') },
  ];
}

/** @throws ApiProblem at the field when a day is given without its time, or the other way round */
function documentOf(t: T, way: Way, values: Record<string, string>): NewDocument {
  const { receivedAt, drawnUpAt, time, counterpart, title = '', kind = '' } = values;
  const name = instantName(way);
  const at = name === 'receivedAt' ? receivedAt : drawnUpAt;
  if (at !== undefined && time === undefined) throw missingField('/time', t('missing.time'));
  if (time !== undefined && at === undefined) throw missingField(`/${name}`, t('missing.day'));
  const instant = at === undefined || time === undefined ? undefined : instantAt(at, time);
  return {
    title,
    kind: kind as NewDocument['kind'],
    direction: way === 'sent' ? 'drawnUp' : way,
    ...(counterpart === undefined || way === 'drawnUp' || way === 'internal' ? {} : { counterpart }),
    ...(instant === undefined || way === 'internal' ? {} : { [name]: instant }),
  };
}

/** As the API calls it, so that what it refuses is told at the field. */
const instantName = (way: Way): 'receivedAt' | 'drawnUpAt' => (way === 'received' ? 'receivedAt' : 'drawnUpAt');
