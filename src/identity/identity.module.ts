/**
 * People, authorities, bodies, dated appointments, roles and sign-in; turns a request into an Actor.
 * Owns who may act and when. Does not own what they act on: each module decides what may be seen of its own.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { affected } from '../platform/database/sql.js';
import { Timers } from '../platform/jobs/timers.js';
import { AppointmentEndings } from './appointment-endings.service.js';
import { identityChecks } from './identity.checks.js';
import { LinkSecrets } from './link-secrets.service.js';
import { Organisation } from './organisation.service.js';
import { OrganisationController } from './organisation.controller.js';
import { OrganisationQueries } from './organisation.queries.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.service.js';
import { SignInPageController } from './sign-in-page.controller.js';
import { attemptWindowSeconds } from './sign-in.rules.js';
import { SignIn } from './sign-in.service.js';
import { TokenController } from './token.controller.js';
import { Tokens } from './tokens.service.js';

@Module({
  controllers: [SessionController, SignInPageController, TokenController, OrganisationController],
  providers: [Sessions, SignIn, LinkSecrets, Tokens, Organisation, OrganisationQueries, AppointmentEndings],
  exports: [Sessions, SignIn, LinkSecrets, Tokens, Organisation, OrganisationQueries, AppointmentEndings],
})
export class IdentityModule implements OnModuleInit {
  constructor(
    checks: Checks,
    private readonly timers: Timers,
  ) {
    checks.add(identityChecks);
  }

  /** What can no longer let anybody in, or count against anybody, need not be kept; the events tell what happened. */
  onModuleInit(): void {
    this.timers.add({
      name: 'forget-old-sessions',
      everySeconds: 3_600,
      run: async (tx) => {
        await affected(tx, `delete from session where expires_at < clock_timestamp() - interval '30 days'`);
        await affected(tx, `delete from sign_in_failure where at < clock_timestamp() - make_interval(secs => $1)`, [
          attemptWindowSeconds,
        ]);
      },
    });
  }
}
