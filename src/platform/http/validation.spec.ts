import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { accepted } from './field-rules.js';
import {
  AmountDto,
  AmountField,
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  IntegerField,
  ListField,
  TextField,
  TextListField,
} from './fields.js';
import { PageQueryDto } from './page.dto.js';

class PartDto {
  @TextField({ max: 20 })
  title: string;

  @AmountField({ allowZero: true })
  amount: AmountDto;

  @IdField({ optional: true, nullable: true })
  sourceId?: string | null;

  @TextListField({ max: 3, itemMax: 10, optional: true })
  words?: string[];
}

class BaseDto extends PageQueryDto {
  @TextField({ max: 20, optional: true })
  name?: string;

  @DayField({ optional: true, nullable: true })
  day?: string | null;

  @ListField(() => PartDto, { max: 3, optional: true })
  parts?: PartDto[];
}

class WholeDto extends BaseDto {
  @TextField({ max: 20 })
  override name: string;

  @ChoiceField({ of: ['a', 'b'] })
  kind: string;

  @IntegerField({ min: 1, max: 5, optional: true })
  count?: number;

  @IdListField({ max: 2, optional: true })
  ids?: string[];
}

const id = '0190b1f2-6c1e-7f00-8a00-000000000001';
const sound = {
  name: 'Åsa',
  kind: 'a',
  day: '2026-03-04',
  count: 3,
  ids: [id],
  page: '2',
  parts: [
    { title: 'Ett', amount: { amount: '1.00', currency: 'SEK' }, sourceId: null, words: ['x', 'y'] },
    { title: 'Två', amount: { amount: '0', currency: 'SEK' } },
  ],
};

/** What class-validator makes of it: the instance, or undefined when it has something to say. */
function judged(value: unknown): object | undefined {
  const dto = plainToInstance(WholeDto, value, { enableImplicitConversion: false });
  const faults = validateSync(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return faults.length === 0 ? dto : undefined;
}

it('gives what class-validator gives for a sound value', () => {
  expect(accepted(WholeDto, sound)).toEqual(judged(sound));
  expect(accepted(WholeDto, sound)).toBeInstanceOf(WholeDto);
  expect((accepted(WholeDto, sound) as WholeDto).parts?.[1]).toBeInstanceOf(PartDto);
  expect(accepted(WholeDto, sound)).toMatchObject({ limit: 50, page: 2 });
});

it('accepts exactly what class-validator accepts, whatever is changed in a sound value', () => {
  const places = [
    ...Object.keys(sound).map((key) => [key]),
    ['extra'],
    ['limit'],
    ['parts', '0'],
    ['parts', '3'],
    ...['title', 'amount', 'sourceId', 'words', 'extra'].map((key) => ['parts', '0', key]),
    ['parts', '1', 'amount', 'amount'],
    ['parts', '1', 'amount', 'currency'],
    ['parts', '1', 'amount', 'extra'],
    ['ids', '0'],
    ['ids', '1'],
  ];
  const odd = fc.constantFrom<unknown>(
    '',
    ' ',
    'a',
    'b',
    'B',
    '1',
    '1.5',
    '2026-02-30',
    'e\u0301',
    'x\u0000',
    id,
    0,
    1,
    6,
    1.5,
    -1,
    null,
    true,
    [],
    {},
    [null],
    ['a'],
    [[]],
    [{}],
    [id],
    [id, id],
    { amount: '1.00', currency: 'SEK' },
    'x'.repeat(21),
    undefined,
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 3 }), (changes) => {
      const changed = structuredClone(sound) as Record<string, unknown>;
      for (const [path, value] of changes) {
        let at: unknown = changed;
        for (const step of path.slice(0, -1)) at = (at as Record<string, unknown> | undefined)?.[step];
        const last = path.at(-1) as string;
        if (typeof at !== 'object' || at === null) continue;
        if (value === undefined) delete (at as Record<string, unknown>)[last];
        else (at as Record<string, unknown>)[last] = structuredClone(value);
      }
      const sent = (): unknown => JSON.parse(JSON.stringify(changed));
      expect(accepted(WholeDto, sent())).toEqual(judged(sent()));
    }),
    { numRuns: 3_000 },
  );
});
