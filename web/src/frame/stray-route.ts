import { createRoute } from '@tanstack/react-router';
import { frameRoute } from './frame-route';
import { NotFoundPage } from './problem-page';

/** An address that leads nowhere: said inside the frame, from where one finds the way on. */
export const strayRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '$',
  component: NotFoundPage,
});
