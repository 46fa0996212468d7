/**
 * The document of minutes an agenda item stands in, as SQL: that of its immediate adjustment, or the meeting's ordinary
 * one. Said once, so that everybody who asks gets the same answer.
 */

/**
 * The document's id; null while the meeting has not been opened.
 * @param item how the statement calls the row of `agenda_item`
 */
export const minutesIdOf = (item: string): string =>
  `coalesce((select mi.minutes_id from minutes_item mi where mi.agenda_item_id = ${item}.id),
    (select mo.id from minutes mo where mo.meeting_id = ${item}.meeting_id and mo.kind = 'ordinary'))`;
