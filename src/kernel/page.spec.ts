import { DomainError } from './errors.js';
import { offset, pageDefault, pageMax, parsePage } from './page.js';

function answer(query: { limit?: unknown; page?: unknown }): string {
  try {
    const request = parsePage(query);
    return `${request.limit} from ${offset(request)}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors!.map((fault) => `${fault.pointer} ${fault.code}`).join(', ');
  }
}

describe('parsePage (BC18)', () => {
  it.each<[{ limit?: unknown; page?: unknown }, string]>([
    [{}, '50 from 0'],
    [{ limit: '1' }, '1 from 0'],
    [{ limit: '200', page: '3' }, '200 from 400'],
    [{ limit: 20, page: 2 }, '20 from 20'],
    [{ limit: '201' }, '/limit range'],
    [{ limit: '0' }, '/limit range'],
    [{ limit: '-1' }, '/limit range'],
    [{ limit: '1e9' }, '/limit range'],
    [{ limit: '1e1' }, '/limit range'],
    [{ limit: 1e9 }, '/limit range'],
    [{ limit: '9'.repeat(30) }, '/limit range'],
    [{ limit: 'abc' }, '/limit type'],
    [{ limit: '100.5' }, '/limit type'],
    [{ limit: 100.5 }, '/limit type'],
    [{ limit: '' }, '/limit type'],
    [{ limit: ' 5' }, '/limit type'],
    [{ limit: '٣' }, '/limit type'],
    [{ limit: '0x10' }, '/limit type'],
    [{ limit: ['1', '2'] }, '/limit type'],
    [{ limit: null }, '/limit type'],
    [{ limit: NaN }, '/limit type'],
    [{ limit: '9'.repeat(1_000_000) }, '/limit type'],
    [{ page: '0' }, '/page range'],
    [{ page: '1000000' }, '50 from 49999950'],
    [{ page: '1000001' }, '/page range'],
    [{ limit: 'x', page: '-2' }, '/limit type, /page range'],
  ])('%#', (query, expected) => expect(answer(query)).toBe(expected));

  it('has the limits that are promised', () => expect([pageMax, pageDefault]).toEqual([200, 50]));
});
