/** Requests about delegation. */
import type { Role } from '../../kernel/actor.js';
import { BooleanField, ChoiceField, DayField, IdField, ListField, TextField } from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import {
  categories,
  type DelegateKind,
  delegateKinds,
  employeeRoles,
  presidiumRoles,
  type Reporting,
  reportings,
} from './delegation.rules.js';

export class DelegateDto {
  @ChoiceField({ of: delegateKinds })
  kind: DelegateKind;

  @ChoiceField({
    of: [...employeeRoles, ...presidiumRoles],
    optional: true,
    description: 'Den anställdes roll; hos en ledamot chair eller viceChair.',
  })
  role?: Role;

  @IdField({ optional: true, description: 'Utskottet.' })
  bodyId?: string;

  @IdField({ optional: true, description: 'Ledamoten eller ersättaren.' })
  personId?: string;
}

export class DelegationRuleDto {
  @TextField({ max: 20, example: '3.2' })
  number: string;

  @TextField({ max: 1_000, multiline: true, example: 'Anställning av enhetschef' })
  description: string;

  @ChoiceField({ of: categories, description: 'Vilket slags ärenden; vissa slag kan inte delegeras (KL 6 kap. 38 §).' })
  category: string;

  @ListField(() => DelegateDto, {
    max: 10,
    description: 'Vem som får besluta: en delegat, aldrig en grupp (KL 6 kap. 37 §, 7 kap. 5 §).',
  })
  delegates: DelegateDto[];

  @TextField({ max: 300, optional: true, description: 'Lagrum som beslutet fattas enligt.' })
  provision?: string;

  @BooleanField({ optional: true, description: 'Kan besluten överklagas? Ja om inget anges.' })
  isAppealable?: boolean;

  @ChoiceField({
    of: reportings,
    description: 'Anmäls vid nästa sammanträde, protokollförs särskilt, eller inget av dem.',
  })
  reporting: Reporting;
}

export class NewSchemeDto {
  @DayField({ description: 'Första dagen ordningen gäller.' })
  fromDay: string;

  @TextField({ max: 300, description: 'Beslutet ordningen bygger på.', example: 'ASN 2023-01-25 § 12' })
  ground: string;

  @ListField(() => DelegationRuleDto, { min: 1, max: 1_000 })
  rules: DelegationRuleDto[];
}

export class SchemeQueryDto {
  @DayField({ optional: true, description: 'I dag om inget anges.' })
  day?: string;
}

export class DeciderQueryDto extends PageQueryDto {
  @DayField({ optional: true, description: 'I dag om inget anges.' })
  day?: string;

  @TextField({ max: 20, optional: true, description: 'Punkten; utan den gäller frågan brådskande ärenden.' })
  ruleNumber?: string;
}

export class NewDelegatedDecisionDto {
  @TextField({
    max: 20,
    optional: true,
    description: 'Punkten i delegationsordningen; krävs utom i brådskande ärenden.',
  })
  ruleNumber?: string;

  @BooleanField({ optional: true, description: 'Brådskande ärende (KL 6 kap. 39 §).' })
  isUrgent?: boolean;

  @BooleanField({
    optional: true,
    description:
      'Rör beslutet en enskild? Då återges det inte i anmälan och inte för andra myndigheter. Krävs i brådskande ärenden.',
  })
  aboutIndividual?: boolean;

  @IdField({ optional: true, description: 'Ärendet i myndighetens diarium.' })
  matterId?: string;

  @DayField()
  decidedDay: string;

  @IdField({ optional: true, description: 'Den som beslutade; den inloggade om inget anges.' })
  decidedById?: string;

  @TextField({ max: 10_000, multiline: true, description: 'Beslutet.' })
  text: string;
}

export class DelegatedDecisionQueryDto extends PageQueryDto {
  @ChoiceField({ of: ['true', 'false'], optional: true, description: 'Bara de som ska anmälas och inte har anmälts.' })
  unreported?: string;

  @ChoiceField({
    of: ['true', 'false'],
    optional: true,
    description: 'Bara de som protokollförs särskilt, går att överklaga och inte är anslagna än.',
  })
  unannounced?: string;

  @TextField({ max: 4, pattern: /^(19|20|21)[0-9]{2}$/, optional: true })
  year?: string;
}
