/** What must hold of secrecy markings. */
import type { Check } from '../platform/checks.js';

export const secrecyChecks: Check[] = [
  {
    name: 'registry/R52-marking-names-the-own-authority',
    meaning: 'A secrecy marking names another authority than the one whose matter the document stands in.',
    sql: `select s.id as marking_id, s.authority_id, m.authority_id as matter_authority_id from secrecy_marking s
            join document d on d.id = s.document_id join matter m on m.id = d.matter_id where s.authority_id <> m.authority_id`,
  },
];
