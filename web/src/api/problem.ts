/** RFC 9457, as the API answers every refusal: a title, a sentence, and faults by place. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code?: string;
  errors?: { pointer: string; code: string; detail: string }[];
}

export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(
    readonly status: number,
    problem: Problem | undefined,
  ) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.problem = problem ?? { type: 'about:blank', title: `HTTP ${status}`, status, detail: '' };
  }

  /** Somebody changed it since it was read: show both and let the person choose. */
  get isStale(): boolean {
    return this.status === 412;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }
}

/** Nothing answered. What was typed is still here; say so, and try again. */
export class NetworkLost extends Error {
  constructor() {
    super('No answer from the server');
    this.name = 'NetworkLost';
  }
}
