import { screens } from '../../generated/screens';
import { holdsAny, type Session } from '../api/session';
import type { ScreenInfo } from '../screens/screen';
import type { Namespace } from '../texts/texts';

export interface NavigationEntry {
  to: string;
  texts: Namespace;
  order: number;
}

/** Found by name in the palette whatever one's role is; in no menu. */
export const everybodysScreens = [
  { to: '/vantar', texts: 'waiting' },
  { to: '/hjalp', texts: 'help' },
] as const;

/** The screens a person's roles have in the navigation, in their order; the first is the start page. */
export function navigationFor(session: Session): NavigationEntry[] {
  // Each screen's route has a type of its own; here only what they have in common is asked for.
  return (screens as unknown as readonly { options: { path: string; staticData?: ScreenInfo } }[])
    .flatMap(({ options }): NavigationEntry[] => {
      const { navigation, texts } = options.staticData ?? {};
      if (navigation === undefined || texts === undefined || !holdsAny(session, navigation.roles)) return [];
      return [{ to: options.path, texts, order: navigation.order }];
    })
    .sort((one, other) => one.order - other.order);
}
