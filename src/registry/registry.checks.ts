/** The registry's promises: numbers without gaps or doubles, documents 1..n, versions 1..n. */
import type { Check } from '../platform/checks.js';

export const registryChecks: Check[] = [
  {
    name: 'registry/D8-registration-numbers-gap-free',
    meaning: "An authority's numbers of a year have a gap, a double or a number outside what the series says.",
    sql: `select s.authority_id, s.year, s.first_number, s.last_number, count(m.id) as matters, min(m.number) as lowest, max(m.number) as highest
            from registration_series s left join matter m on m.authority_id = s.authority_id and m.year = s.year
           group by s.authority_id, s.year, s.first_number, s.last_number
          having count(m.id) <> s.last_number - s.first_number + 1 or count(distinct m.number) <> count(m.id)
              or min(m.number) < s.first_number or max(m.number) > s.last_number`,
  },
  {
    name: 'registry/D8-matter-has-series',
    meaning:
      'A matter has a number that no series gave, or a registration number or year that does not follow from it.',
    sql: `select m.id, m.registration_number from matter m join authority a on a.id = m.authority_id
            left join registration_series s on s.authority_id = m.authority_id and s.year = m.year
           where s.year is null or m.registration_number <> a.code || '-' || m.year || '-' || m.number
              or m.year <> extract(year from m.opened_day)`,
  },
  {
    name: 'registry/documents-numbered-from-one',
    meaning: "A matter's documents are not numbered 1..n, or the matter says another n.",
    sql: `select m.id, m.last_document_number, count(d.id) as documents, min(d.number) as lowest, max(d.number) as highest
            from matter m left join document d on d.matter_id = m.id group by m.id
          having count(d.id) <> m.last_document_number or coalesce(max(d.number), 0) <> m.last_document_number
              or coalesce(min(d.number), 1) <> 1`,
  },
  {
    name: 'registry/F3-versions-numbered-from-one',
    meaning: "A document's versions are not numbered 1..n.",
    sql: `select document_id, count(*) as versions, min(number) as lowest, max(number) as highest from document_version
           group by document_id having min(number) <> 1 or max(number) <> count(*)`,
  },
  {
    name: 'registry/F1-equal-bytes-have-equal-size',
    meaning:
      'Two versions name the same file with different sizes, or a hash that no file can have; the bytes themselves are read by doctor.',
    sql: `select encode(sha256, 'hex') as sha256, min(size_bytes) as smallest, max(size_bytes) as largest from document_version
           group by sha256 having min(size_bytes) <> max(size_bytes) or sha256 = decode(repeat('00', 32), 'hex')
              or sha256 = sha256('')`,
  },
];
