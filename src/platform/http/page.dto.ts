/** `limit` and `page`, as the national REST profile asks (FNS.07); the limit is hard. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Read } from './field-rules.js';
import { Checked, faultOf } from './fields.js';
import { pageDefault, pageMax, parsePage } from '../../kernel/page.js';

/** The kernel reads the number; what it refuses stays as it came, so that the rule can say what was found. */
function PageField(name: 'limit' | 'page', description: string): PropertyDecorator {
  const read = (value: unknown): number => parsePage({ [name]: value })[name];
  const common = { optional: true, description };
  return applyDecorators(
    Read((value) => (faultOf(() => read(value)) === undefined ? read(value) : value)) as never,
    Checked(name, (value) => faultOf(() => read(value)), common) as never,
    ApiProperty({ type: 'integer', minimum: 1, required: false, description }) as never,
  );
}

export class PageQueryDto {
  @PageField('limit', `Poster per sida, högst ${pageMax}.`)
  limit: number = pageDefault;

  @PageField('page', 'Sida, från 1.')
  page: number = 1;
}

/** A page as documented; the items' type is given by each list's own class. */
export abstract class PageDto {
  @ApiProperty({ type: 'integer' })
  total: number;

  @ApiProperty({ type: 'integer' })
  page: number;

  @ApiProperty({ type: 'integer' })
  limit: number;
}
