/** What a screen's route.ts says of the screen, beside its address and its component. */
import type { Role } from '../api/session';
import type { Namespace } from '../texts/texts';

export interface ScreenInfo {
  /** The screen's catalogue in /locales; its `title` is what navigation and palette call the screen. */
  texts?: Namespace;
  /** In the navigation for these roles. The first entry by `order` is the start page of the role. */
  navigation?: { order: number; roles: readonly Role[] };
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption extends ScreenInfo {}
}
