/** The queue's backend is there but would lose or refuse jobs; the start stops and the message says what to change. */
export class JobBackendUnfit extends Error {
  override readonly name = 'JobBackendUnfit';
}
