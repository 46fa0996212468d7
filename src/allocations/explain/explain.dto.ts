/** What an explained total answers. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { grounds, rowKinds } from './explain.rules.js';

const id = { type: String, format: 'uuid' } as const;
const day = { type: String, format: 'date' } as const;
const path = { type: String, example: '/api/v1/proposals/…' } as const;
const pathOrNull = { type: String, nullable: true } as const;

class ExcludedGroundDto {
  @ApiProperty({ enum: Object.keys(grounds) })
  code: string;

  @ApiProperty()
  text: string;
}

class RowSourceDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty(path)
  href: string;
}

class PassageDto {
  @ApiProperty({
    enum: ['document', 'version'],
    description: 'Den registrerade handlingen, eller den låsta versionen.',
  })
  in: string;

  @ApiProperty({ type: String, nullable: true, description: 'Rubriken det står under.' })
  section: string | null;

  @ApiProperty({ type: 'integer' })
  line: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Tecken in i texten; null i listan över insatser.' })
  start: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  end: number | null;

  @ApiProperty()
  quote: string;

  @ApiProperty({ type: AmountDto, description: 'Som det lästes där.' })
  amount: AmountDto;

  @ApiProperty({ description: 'Samma belopp som i versionen; en ändring i ett beslut gör det till ett annat.' })
  isCurrent: boolean;

  @ApiProperty({ ...pathOrNull, description: 'Null för den som inte får öppna filen.' })
  href: string | null;
}

class RowVersionDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty(path)
  href: string;
}

class RowMeasureDto {
  @ApiProperty(id)
  proposalId: string;

  @ApiProperty(id)
  measureKey: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty({ example: 'ASN' })
  authorityCode: string;

  @ApiProperty({ type: RowVersionDto, description: 'Den låsta version som beloppet står i.' })
  version: RowVersionDto;

  @ApiProperty(path)
  href: string;

  @ApiProperty({ type: PassageDto, isArray: true, description: 'Var i tjänsteskrivelsen det står.' })
  passages: PassageDto[];
}

class RowDecisionDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty(day)
  day: string;

  @ApiProperty({ type: 'integer', description: 'Paragrafens nummer.' })
  minuteItem: number;

  @ApiProperty()
  outcome: string;

  @ApiProperty(pathOrNull)
  href: string | null;

  @ApiProperty({ ...pathOrNull, description: 'Protokollet, för alla; null tills det är justerat.' })
  publicMinutesHref: string | null;

  @ApiProperty(pathOrNull)
  publicHref: string | null;
}

class RowPostingDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty()
  kind: string;

  @ApiProperty({ type: String, nullable: true, description: 'Löpnummer inom källa och år.' })
  number: string | null;

  @ApiProperty(pathOrNull)
  href: string | null;
}

class RowLinkDto {
  @ApiProperty({ example: 'allocation' })
  rel: string;

  @ApiProperty(path)
  href: string;
}

class ExplainedRowDto {
  @ApiProperty({ enum: rowKinds })
  kind: string;

  @ApiProperty()
  id: string;

  @ApiProperty()
  included: boolean;

  @ApiProperty({ type: ExcludedGroundDto, nullable: true })
  ground: ExcludedGroundDto | null;

  @ApiProperty({ type: AmountDto, description: 'Med det tecken det har i summan.' })
  amount: AmountDto;

  @ApiProperty({ ...day, nullable: true })
  day: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  recordedAt: string | null;

  @ApiProperty({ type: RowSourceDto, nullable: true })
  source: RowSourceDto | null;

  @ApiProperty({ description: 'Vems beloppet är får inte visas för dig; beloppet står kvar så att raderna går ihop.' })
  isMasked: boolean;

  @ApiProperty({ type: RowMeasureDto, nullable: true })
  measure: RowMeasureDto | null;

  @ApiProperty({ type: RowDecisionDto, nullable: true })
  decision: RowDecisionDto | null;

  @ApiProperty({ type: RowPostingDto, nullable: true })
  posting: RowPostingDto | null;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: RowLinkDto, isArray: true })
  links: RowLinkDto[];
}

export class ExplanationDto extends PageDto {
  @ApiProperty()
  figure: string;

  @ApiProperty({ type: Object, description: 'Det som frågan avgränsades med.' })
  parameters: object;

  @ApiProperty({ ...day, nullable: true })
  asOf: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  knownAt: string | null;

  @ApiProperty({ type: AmountDto, description: 'Som summan visas där den hör hemma.' })
  amount: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Av alla medräknade rader, på alla sidor.' })
  sum: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Av alla rader som inte räknas med.' })
  excludedSum: AmountDto;

  @ApiProperty({ description: 'Raderna går ihop med summan.' })
  agrees: boolean;

  @ApiProperty({ ...path, description: 'Svaret som summan står i.' })
  href: string;

  @ApiProperty({ type: ExplainedRowDto, isArray: true })
  items: ExplainedRowDto[];
}
