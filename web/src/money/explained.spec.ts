/** An explanation's address is read strictly, and leads to nothing but our own API and screens. */
import { explainSearch, publicPageOf, questionOf, screenOf, searchFor } from './explained';

const id = '0190b1f2-6c1e-7f00-8a00-000000000001';

test('a total, its figure, its parameters and its moments come back as the API asks for them', () => {
  const search = searchFor(`/api/v1/funding-sources/${id}/settlements/2023`, 'used', {
    proposalId: id,
    measureKey: id,
    asOf: '2023-05-03',
    knownAt: undefined,
  });
  expect(search).toMatchObject({ summa: 'used', dag: '2023-05-03' });
  expect(explainSearch(search)).toEqual(search);
  expect(questionOf(search)).toEqual({ figure: 'used', asOf: '2023-05-03', proposalId: id, measureKey: id });
});

test.each([
  ['//ondska.example/api/v1/totals'],
  ['https://ondska.example/api/v1/totals'],
  ['/api/v1/../../etc'],
  ['/api/v1/totals?figure=x'],
  ['/annat'],
  [['/api/v1/totals']],
  [undefined],
])('%j is no total of ours', (av) => {
  expect(explainSearch({ av, summa: 'requested' })).toEqual({ av: '', summa: 'requested' });
});

test('what is not a parameter of a total is left out', () => {
  expect(explainSearch({ av: '/api/v1/totals', summa: 'ceiling', year: '2023', annat: 'x', sourceId: 7 })).toEqual({
    av: '/api/v1/totals',
    summa: 'ceiling',
    year: '2023',
  });
});

test.each([
  [`/api/v1/trail/cost/${id}`, `/vag/cost/${id}`],
  [`/api/v1/requisitions/${id}`, `/rekvisitioner/${id}`],
  [`/api/v1/funding-sources/${id}`, `/kallor/${id}`],
  [`/api/v1/agenda-items/${id}`, undefined],
])('%s is read at %s', (href, screen) => {
  expect(screenOf(href)).toBe(screen);
});

test('public minutes and decisions have pages of their own', () => {
  expect(publicPageOf(`/api/v1/public/minutes/${id}`)).toBe(`/protokoll/${id}`);
  expect(publicPageOf(`/api/v1/public/decisions/${id}`)).toBe(`/beslut/${id}`);
  expect(publicPageOf(`/api/v1/minutes/${id}`)).toBeUndefined();
});
