/** One catalogue per language and screen in /locales, fetched with the screen. Swedish is the first language. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Texts } from '../../generated/texts';
import titles from '../../generated/titles.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts & { titles: (typeof titles)['sv'] };
    returnNull: false;
  }
}

export const languages = ['sv', 'en'] as const;
export type Language = (typeof languages)[number];
export type Namespace = keyof Texts;

const catalogues = import.meta.glob<{ default: object }>('../../../locales/*/*.json');
const choiceKey = 'anslag.language';

export function chosenLanguage(): Language {
  const choice = readChoice();
  return languages.find((language) => language === choice) ?? 'sv';
}

export async function setLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(choiceKey, language);
  } catch {
    // Storage is closed to us; the choice lasts until the page is left.
  }
  await i18next.changeLanguage(language);
}

export async function startTexts(): Promise<i18n> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use({
      type: 'backend' as const,
      init: () => undefined,
      read: async (language: string, namespace: string): Promise<object> => {
        const load = catalogues[`../../../locales/${language}/${namespace}.json`];
        if (load === undefined) throw new Error(`No texts ${language}/${namespace}`);
        return (await load()).default;
      },
    })
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      partialBundledLanguages: true,
      resources: { sv: { titles: titles.sv }, en: { titles: titles.en } } as never,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      returnNull: false,
    });
  return i18next;
}

/** The texts of a screen: `const t = useTexts('my-work'); t('due')`. `useTexts('common')` has what screens share. */
export function useTexts<N extends Namespace>(namespace: N) {
  return useTranslation(namespace).t;
}

/** What the navigation calls a screen, known before the screen's texts have come. */
export function useTitles(): (screen: Namespace) => string {
  const { t } = useTranslation('titles' as 'common');
  return (screen) => t(screen as 'title');
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(choiceKey);
  } catch {
    return null;
  }
}
