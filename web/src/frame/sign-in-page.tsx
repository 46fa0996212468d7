import { Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { ApiProblem } from '../api/problem';
import { sessionQuery } from '../api/session';
import { type FormFault, FormFaults } from '../components/form-faults';
import { PageHeading } from '../components/page-heading';
import { ProblemAlert } from '../components/problem-alert';
import { useTexts } from '../texts/texts';
import { signInRoute } from './sign-in-route';

export function SignInPage() {
  const t = useTexts('sign-in');
  const { till } = signInRoute.useSearch();
  const router = useRouter();
  const kept = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<FormFault[]>([]);
  const signIn = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/session', { body: { username, password } })),
    onSuccess: async (session) => {
      kept.clear();
      kept.setQueryData(sessionQuery.queryKey, session);
      await router.navigate({ href: till ?? '/', replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.isSignedOut) setFaults([{ field: 'username', message: t('refused') }]);
    },
  });
  const refused = faults.find(({ field }) => field === 'username')?.message;
  return (
    <main className="page sign-in" id="main">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('lead')}</Paragraph>
      <FormFaults faults={faults} />
      {signIn.error !== null && faults.length === 0 ? <ProblemAlert error={signIn.error} /> : null}
      <form
        noValidate
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const empty = [
            ...(username === '' ? [{ field: 'username', message: t('usernameMissing') }] : []),
            ...(password === '' ? [{ field: 'password', message: t('passwordMissing') }] : []),
          ];
          setFaults(empty);
          if (empty.length === 0) signIn.mutate();
        }}
      >
        <Textfield
          id="username"
          label={t('username')}
          autoComplete="username"
          value={username}
          error={refused}
          onChange={(event) => setUsername(event.target.value)}
        />
        <Textfield
          id="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={faults.find(({ field }) => field === 'password')?.message}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" loading={signIn.isPending}>
          {t('submit')}
        </Button>
      </form>
    </main>
  );
}
