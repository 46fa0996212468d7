import { Button, Dropdown } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { useSession } from '../api/session';
import { languages, setLanguage, useTexts, useTitles } from '../texts/texts';
import { applyColourScheme, chosenColourScheme, colourSchemes } from './colour-scheme';

/** Who is signed in and as what, language, colours, keys, and the way out. */
export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const t = useTexts('common');
  const titleOf = useTitles();
  const { i18n } = useTranslation();
  const { person, appointments } = useSession();
  const [scheme, setScheme] = useState(chosenColourScheme);
  const kept = useQueryClient();
  const router = useRouter();
  const signOut = async (): Promise<void> => {
    await api.DELETE('/api/v1/session');
    await router.navigate({ to: '/logga-in' });
    kept.clear();
  };
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="tertiary">{person.name}</Dropdown.Trigger>
      <Dropdown placement="bottom-end">
        <Dropdown.Heading>{t('account.appointments')}</Dropdown.Heading>
        <ul className="appointments">
          {appointments.map(({ role, bodyName, authorityName }) => (
            <li key={`${role} ${bodyName ?? authorityName ?? ''}`}>
              {[t(`roles.${role}`), bodyName ?? authorityName].filter(Boolean).join(', ')}
            </li>
          ))}
        </ul>
        <Dropdown.Heading>{t('account.colours')}</Dropdown.Heading>
        <Dropdown.List>
          {colourSchemes.map((each) => (
            <Dropdown.Item key={each}>
              <Dropdown.Button
                aria-pressed={scheme === each}
                onClick={() => {
                  applyColourScheme(each);
                  setScheme(each);
                }}
              >
                {t(`account.${each}`)}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
        </Dropdown.List>
        <Dropdown.Heading>{t('account.language')}</Dropdown.Heading>
        <Dropdown.List>
          {languages.map((language) => (
            <Dropdown.Item key={language}>
              <Dropdown.Button
                lang={language}
                aria-pressed={i18n.language === language}
                onClick={() => void setLanguage(language)}
              >
                {t(`account.${language}`)}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
        </Dropdown.List>
        <div className="actions">
          <Button asChild variant="tertiary">
            <Link to="/hjalp">{titleOf('help')}</Link>
          </Button>
          <Button variant="tertiary" onClick={onKeys}>
            {t('keys.heading')}
          </Button>
          <Button variant="secondary" onClick={() => void signOut()}>
            {t('account.signOut')}
          </Button>
        </div>
      </Dropdown>
    </Dropdown.TriggerContext>
  );
}
