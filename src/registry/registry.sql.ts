/** The registry's writing statements: each is one round trip, because every proposal and every call opens a matter. */

/** $1 id, $2 authority, $3 title, $4 case officer or null, $5 day or null. No row when the authority or the officer does not fit. */
export const insertMatter = `
  with place as (
    select a.id, a.code, coalesce($5::date, today_in_stockholm()) as day from authority a
     where a.id = $2
       and coalesce($5::date, today_in_stockholm()) between a.valid_from and coalesce(a.valid_to, 'infinity')
       and ($4::uuid is null or exists (select from person p where p.id = $4 and p.deactivated_at is null))),
  series as (
    insert into registration_series (authority_id, year, last_number)
    select id, extract(year from day)::int, 1 from place
    on conflict (authority_id, year) do update set last_number = registration_series.last_number + 1
    returning year, last_number)
  insert into matter (id, authority_id, registration_number, year, number, title, case_officer_id, opened_day)
  select $1, p.id, p.code || '-' || s.year || '-' || s.last_number, s.year, s.last_number, $3, $4, p.day
    from place p cross join series s
  returning registration_number as "registrationNumber"`;

/** $1 authority, $2 case officer or null. */
export const whyNotOpened = `
  select (select name from authority where id = $1) as authority,
    ($2::uuid is null or exists (select from person where id = $2 and deactivated_at is null)) as officer`;

/**
 * $1 matter, $2 id, $3 kind, $4 title, $5 direction, $6 counterpart, $7 received, $8 drawn up, $9 by whom, $10 version id or
 * null, $11 file name, $12 media type, $13 bytes, $14 SHA-256. No row when the matter is closed or unknown.
 */
export const insertDocument = `
  with numbered as (
    update matter set last_document_number = last_document_number + 1, version = version + 1
     where id = $1 and status = 'open' returning last_document_number),
  registered as (
    insert into document (id, matter_id, number, kind, title, direction, counterpart, received_at, drawn_up_at, registered_by)
    select $2, $1, last_document_number, $3, $4, $5, $6,
      case when $5 = 'received' then coalesce($7::timestamptz, clock_timestamp()) end,
      case when $5 = 'drawnUp' then coalesce($8::timestamptz, clock_timestamp()) end, $9
      from numbered returning number),
  stored as (
    insert into document_version (id, document_id, number, file_name, media_type, size_bytes, sha256, stored_by)
    select $10::uuid, $2, 1, $11, $12, $13, $14, $9 from registered where $10::uuid is not null)
  select number from registered`;

/** $1 id, $2 document, $3 file name, $4 media type, $5 bytes, $6 SHA-256, $7 by whom. The matter is locked by the caller. */
export const insertDocumentVersion = `
  with stored as (
    insert into document_version (id, document_id, number, file_name, media_type, size_bytes, sha256, stored_by)
    select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 from document_version where document_id = $2
    returning number, document_id),
  seen as (
    update matter set version = version + 1 where id = (select matter_id from document where id = $2))
  select number from stored`;
