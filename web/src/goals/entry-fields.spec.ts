import type { Schemas } from '../api/client';
import { changeOf, chosenIn, fieldsOf, successFactors, toggled } from './entry-fields';

const entry = {
  status: { value: 'partly' },
  reasons: null,
  comment: [{ kind: 'paragraph', items: [{ runs: [{ text: 'Vi når ' }, { text: 'fler', bold: true }] }] }],
  successFactors: [{ value: 'outreach', text: 'uppsökande arbete' }],
  shortfallReasons: [],
} as unknown as Schemas['ReportEntryDto'];

test('nothing is sent of what nobody has changed', () => {
  const held = fieldsOf(entry);
  expect(changeOf(held, held)).toEqual({});
  expect(changeOf({ ...held, reasons: ' Skäl. ' }, held)).toEqual({ reasons: 'Skäl.' });
  expect(changeOf({ ...held, status: 'achieved', comment: 'Nytt.' }, held)).toEqual({
    status: 'achieved',
    comment: [{ kind: 'paragraph', items: [{ runs: [{ text: 'Nytt.' }] }] }],
  });
});

test('a reason that is taken away is emptied', () => {
  const held = { ...fieldsOf(entry), reasons: 'Skäl.' };
  expect(changeOf({ ...held, reasons: ' ' }, held)).toEqual({ reasons: null });
});

test('factors are ticked one by one, and the order of ticking is no change', () => {
  const held = fieldsOf(entry);
  const two = toggled(held['success'], successFactors, 'cooperation');
  expect(changeOf({ ...held, success: two }, held)).toEqual({ successFactors: ['outreach', 'cooperation'] });
  expect(toggled(toggled(two, successFactors, 'outreach'), successFactors, 'outreach')).toBe(two);
  expect(chosenIn(undefined, successFactors)).toEqual([]);
});
