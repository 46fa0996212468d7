/** What an account of the example municipality is. */
import type { Role } from '../kernel/actor.js';

export interface ExampleAccount {
  username: string;
  /** The person's name in the example is the role: nobody real can be mistaken for it. */
  title: string;
  appointments: readonly ExampleAppointment[];
}

export interface ExampleAppointment {
  role: Role;
  authority?: string;
  body?: string;
  party?: string;
  callingOrder?: number;
}
