import { ApiProperty } from '@nestjs/swagger';
import { roles } from '../kernel/actor.js';
import { Checked, TextField } from '../platform/http/fields.js';

/**
 * A user name or a password takes any form: what is not a text simply matches nobody, so that no answer tells a person
 * who guesses anything about what would be right.
 */
const Credential =
  (name: string): PropertyDecorator =>
  (target, key) => {
    Checked(name, () => undefined, { optional: true, nullable: true })(target, key);
    ApiProperty({ type: String })(target, key);
  };

export class SignInDto {
  @Credential('username')
  username: unknown;

  @Credential('password')
  password: unknown;
}

export class SignInLinkDto {
  @TextField({ max: 200, description: 'Hemligheten ur engångslänken.' })
  secret: string;
}

class SessionPersonDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;
}

class HeldAppointmentDto {
  @ApiProperty({ enum: roles })
  role: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorityId: string | null;

  @ApiProperty({ type: String, nullable: true })
  authorityName: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  bodyId: string | null;

  @ApiProperty({ type: String, nullable: true })
  bodyName: string | null;
}

export class SessionDto {
  @ApiProperty({ type: SessionPersonDto })
  person: SessionPersonDto;

  @ApiProperty({ type: [HeldAppointmentDto], description: 'Uppdrag som gäller i dag.' })
  appointments: HeldAppointmentDto[];

  @ApiProperty({ type: [String], description: 'Åtgärder som uppdragen ger någonstans; var prövas vid varje åtgärd.' })
  acts: string[];

  @ApiProperty({ description: 'Om det är en installation med exempelkonton, där inget gäller på riktigt.' })
  isExample: boolean;
}
