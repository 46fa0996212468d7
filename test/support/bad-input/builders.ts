/** A whole and valid request per operation that takes text, so that one field at a time can be spoilt in it. */
import type { Builders } from './builder.js';
import { associationBuilders } from './builders.associations.js';
import { boardBuilders } from './builders.board.js';
import { businessBuilders } from './builders.business.js';
import { consultationBuilders } from './builders.consultations.js';
import { deliberationBuilders } from './builders.deliberation.js';
import { fundingBuilders } from './builders.funding.js';
import { goalBuilders } from './builders.goals.js';
import { grantBuilders } from './builders.grants.js';
import { meetingBuilders } from './builders.meetings.js';
import { minutesBuilders } from './builders.minutes.js';
import { organisationBuilders } from './builders.organisation.js';
import { registryBuilders } from './builders.registry.js';
import { yearBuilders } from './builders.year.js';

export type { Built } from './builder.js';

export const builders: Builders = {
  ...organisationBuilders,
  ...registryBuilders,
  ...fundingBuilders,
  ...grantBuilders,
  ...yearBuilders,
  ...goalBuilders,
  ...boardBuilders,
  ...businessBuilders,
  ...consultationBuilders,
  ...associationBuilders,
  ...meetingBuilders,
  ...deliberationBuilders,
  ...minutesBuilders,
};

/** Signing in refuses everybody alike, so there is no valid request to spoil; other operations without a builder are listed by the test. */
export const withoutValidBody: readonly string[] = ['POST /api/v1/session', 'POST /api/v1/session/link'];
