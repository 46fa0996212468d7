import { Money } from '../../kernel/money.js';
import { amountAt, elementsAt, fieldsOf, parametersOf, placeOf, type TotalDefinition } from './explain.rules.js';

const definition: TotalDefinition = {
  name: 'board',
  route: '/api/v1/calls/{id}/board',
  parameters: ['callId'],
  moments: [],
  places: [
    { path: 'sum', by: {}, figures: { decided: 'decided' } },
    { path: 'measures[]', by: { measureKey: 'measureKey' }, figures: { decided: 'decided' } },
    { path: 'measures[].cells[]', by: { measureKey: 'measureKey', year: 'year' }, figures: { decided: 'decided' } },
    { path: '', by: {}, fixed: { unassigned: 'true' }, figures: { requested: 'unassigned' } },
  ],
  rows: { decided: 'select 1', requested: 'select 2' },
  alsoAt: { '/api/v1/calls': ['items[].decided'] },
};
const kr = (text: string): Money => Money.parse(text, '', { allowZero: true });
const answer = {
  sum: { decided: kr('30') },
  unassigned: kr('5'),
  measures: [
    { measureKey: 'a', year: 2022, decided: kr('10'), cells: [{ year: 2023, decided: kr('4') }] },
    { measureKey: 'b', year: 2022, decided: null, cells: [] },
  ],
};

it.each([
  ['sum', {}, '30.00'],
  ['measures[]', { measureKey: 'a' }, '10.00'],
  ['measures[].cells[]', { measureKey: 'a', year: '2023' }, '4.00'],
])('%s is found by exactly its parameters', (path, parameters, amount) => {
  const place = placeOf(definition, 'decided', parameters);
  expect(place.path).toBe(path);
  expect(amountAt(answer, place, 'decided', parameters)?.toString()).toBe(amount);
});

it('a place may be told apart by what it is called, and what the route itself takes does not count', () => {
  const place = placeOf(definition, 'requested', { unassigned: 'true', callId: 'x' });
  expect(amountAt(answer, place, 'requested', { unassigned: 'true' })?.toString()).toBe('5.00');
});

it('no such element is something else than an element without an amount', () => {
  const place = placeOf(definition, 'decided', { measureKey: 'a' });
  expect(amountAt(answer, place, 'decided', { measureKey: 'c' })).toBeUndefined();
  expect(amountAt(answer, place, 'decided', { measureKey: 'b' })).toBeNull();
});

it.each([
  ['decided', { year: '2023' }, 'ingenting mer, eller av measureKey, eller av measureKey och year; i frågan stod year'],
  ['requested', {}, 'unassigned; i frågan stod inget'],
])('%s by %j is refused with what would be right', (figure, parameters, words) => {
  expect(() => placeOf(definition, figure, parameters)).toThrow(words);
});

it('elements carry the plain values of those around them, their own first', () => {
  const [cell] = elementsAt(answer, 'measures[].cells[]');
  expect(cell).toMatchObject({ measureKey: 'a', year: 2023 });
  expect(parametersOf(definition.places[2]!, cell!)).toEqual({ measureKey: 'a', year: '2023' });
});

it('all fields that a definition answers for', () => {
  expect(fieldsOf(definition).map(({ route, field }) => `${route} ${field}`)).toEqual([
    '/api/v1/calls/{id}/board sum.decided',
    '/api/v1/calls/{id}/board measures[].decided',
    '/api/v1/calls/{id}/board measures[].cells[].decided',
    '/api/v1/calls/{id}/board unassigned',
    '/api/v1/calls items[].decided',
  ]);
});
