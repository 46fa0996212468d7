import { ApiProblem } from '../api/problem';

/** What a form itself finds missing, told at the field as the API's own refusals are. */
export function missingField(pointer: string, detail: string): ApiProblem {
  const errors = [{ pointer, code: 'required', detail }];
  return new ApiProblem(422, { type: 'about:blank', title: detail, status: 422, detail, errors });
}
