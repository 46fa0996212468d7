import { Alert, Button, Heading, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, asFile, type Schemas, unwrap } from '../../api/client';
import { useProgress } from '../../api/progress';
import { FileField } from '../../components/file-field';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { ProgressBar } from '../../components/progress-bar';
import { useTexts } from '../../texts/texts';
import { AcceptForm } from './accept-form';
import { Found } from './found';
import './memorandum-import.css';

/** Does the memorandum that is already written agree with itself? And then: make it a draft. */
export function MemorandumImportScreen() {
  const t = useTexts('memorandum-import');
  const [file, setFile] = useState<File>();
  const [accepted, setAccepted] = useState<Schemas['AcceptedMemorandumDto']>();
  const { running, follow } = useProgress(0);
  const reading = useMutation({
    mutationFn: (chosen: File) =>
      follow((name) =>
        unwrap(
          api.POST('/api/v1/memoranda/previews', {
            params: { query: { fileName: chosen.name } },
            body: chosen as never,
            bodySerializer: asFile.bodySerializer,
            headers: { ...asFile.headers, ...name },
          }),
        ),
      ),
  });
  const choose = (chosen: File | undefined): void => {
    setFile(chosen);
    setAccepted(undefined);
    if (chosen === undefined) reading.reset();
    else reading.mutate(chosen);
  };
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('lead')}</Paragraph>
      <FileField label={t('file')} accept=".docx,.txt,.md,.odt" onChoose={choose} />
      <ProgressBar running={running} />
      <ProblemAlert error={reading.error} />
      {accepted === undefined ? null : <Accepted accepted={accepted} />}
      {reading.data === undefined || file === undefined || accepted !== undefined ? null : (
        <>
          <Alert data-color={reading.data.consistent ? 'success' : 'warning'} role="status">
            {t(reading.data.consistent ? 'agrees' : 'disagrees')}
          </Alert>
          <AcceptForm file={file} preview={reading.data} onAccepted={setAccepted} />
          <Found preview={reading.data} />
        </>
      )}
    </div>
  );
}

function Accepted({ accepted: { id, registrationNumber, unmatched } }: { accepted: Schemas['AcceptedMemorandumDto'] }) {
  const t = useTexts('memorandum-import');
  const missing = [...unmatched.bodies, ...unmatched.recipients];
  return (
    <Alert data-color="success" role="status">
      <Heading level={2} data-size="xs">
        {t('done', { number: registrationNumber })}
      </Heading>
      <Paragraph>{t('original')}</Paragraph>
      {missing.length === 0 ? null : (
        <>
          <Paragraph>{t('unmatched')}</Paragraph>
          <List.Unordered>
            {missing.map((name) => (
              <List.Item key={name}>{name}</List.Item>
            ))}
          </List.Unordered>
        </>
      )}
      <Button asChild>
        <Link to="/forslag/$id/skriv" params={{ id }}>
          {t('write')}
        </Link>
      </Button>
    </Alert>
  );
}
