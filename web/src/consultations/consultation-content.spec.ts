import { mergeParts } from '../drafts/merging';
import {
  bodyOf,
  changedBody,
  type ConsultationContent,
  consultationParts,
  emptyConsultation,
} from './consultation-content';

const board = { id: 'body-1', name: 'Kommunstyrelsen' };
const base: ConsultationContent = {
  ...emptyConsultation(),
  title: 'Ny plan',
  addresseeName: 'Kommunstyrelsen',
  replyByDay: '2099-03-31',
  inside: ['asn'],
  outside: [
    { id: 'o1', kind: 'union', name: ' Förbundet ' },
    { id: 'o2', kind: 'other', name: '' },
  ],
  parts: [
    { id: 'blank', isNew: true, title: ' ', decidingBodyId: '', revisingBodyId: '' },
    { id: 'kept', isNew: false, title: 'Planen', decidingBodyId: 'body-2', revisingBodyId: 'body-3' },
  ],
  questions: [
    { id: 'q1', isNew: true, text: 'Är målen rätt?', partId: 'kept' },
    { id: 'q2', isNew: true, text: 'Och tiden?', partId: 'blank' },
  ],
};

describe('what is sent', () => {
  test('rows left empty are nothing, and a question about one is about the whole', () => {
    const { consultees, parts, questions, replyByTime } = bodyOf(base, []);
    expect(consultees).toEqual([
      { kind: 'committee', authorityId: 'asn' },
      { kind: 'union', name: 'Förbundet' },
    ]);
    expect(parts).toEqual([{ key: 'kept', title: 'Planen', decidingBodyId: 'body-2', revisingBodyId: 'body-3' }]);
    expect(questions).toEqual([{ text: 'Är målen rätt?', part: 1 }, { text: 'Och tiden?' }]);
    expect(replyByTime).toBeNull();
  });

  test('an addressee written as a body of the register is that body', () => {
    expect(bodyOf(base, [board]).addresseeBodyId).toBe('body-1');
    expect('addresseeBodyId' in bodyOf({ ...base, addresseeName: 'Kommunen' }, [board])).toBe(false);
  });

  test('of a change only what was changed; questions go with the parts they count', () => {
    expect(changedBody(base, { ...base, title: ' Ny plan ' }, [board])).toEqual({});
    expect(Object.keys(changedBody(base, { ...base, place: 'Expeditionen' }, [board]))).toEqual(['place']);
    expect(Object.keys(changedBody(base, { ...base, parts: base.parts.slice(0, 1) }, [board])).sort()).toEqual([
      'parts',
      'questions',
    ]);
  });
});

describe('two who change the same proposal', () => {
  const mine = { ...base, title: 'Min plan', place: 'Här' };
  const theirs = { ...base, title: 'Deras plan', purpose: 'Allt' };

  test('only what both changed needs a choice, and nothing of either is lost', () => {
    expect(mergeParts(consultationParts, base, mine, theirs).conflicts.map(({ key }) => key)).toEqual(['title']);
    const { content } = mergeParts(consultationParts, base, mine, theirs, new Map([['title', 'theirs']]));
    expect(content).toMatchObject({ title: 'Deras plan', place: 'Här', purpose: 'Allt' });
  });
});
