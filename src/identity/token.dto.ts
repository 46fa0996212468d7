import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/day.js';
import { DayField, TextField, TextListField } from '../platform/http/fields.js';
import { PageDto } from '../platform/http/page.dto.js';
import { knownActs } from './permissions.js';

export class NewTokenDto {
  @TextField({ max: 100, description: 'Vad nyckeln används till.' })
  name: string;

  @TextListField({ min: 1, max: 100, itemMax: 60, of: [...knownActs], description: 'Åtgärder nyckeln får utföra.' })
  scopes: string[];

  @DayField({ description: 'Sista dagen nyckeln gäller, högst ett år framåt.' })
  expiresDay: Day;
}

export class TokenDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: [String] })
  scopes: string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: Date;

  @ApiProperty({ format: 'date-time' })
  expiresAt: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: Date | null;
}

export class CreatedTokenDto extends TokenDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Visas en enda gång. null när svaret är en upprepning: spärra då nyckeln och gör en ny.',
  })
  secret: string | null;
}

export class TokenPageDto extends PageDto {
  @ApiProperty({ type: [TokenDto] })
  items: TokenDto[];
}
