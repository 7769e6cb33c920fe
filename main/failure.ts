/** An expected failure, told to people: what failed, where, what to do. Never holds a token or the body of a reply. */
export interface Failure {
  kind:
    | 'bad_token'
    | 'no_permission'
    | 'sign_in_page'
    | 'offline'
    | 'not_found'
    | 'rate_limited'
    | 'refused_address'
    | 'unreadable'
    | 'wrong_kind'
    | 'wrong_input'
    | 'wrong_usage'
    | 'cancelled'
    | 'storage'
    | 'read_only';
  /** One sentence: what failed, where, what to do. */
  sentence: string;
}

/** Carries a `Failure` up to the border (command line, IPC, one source among several), where it becomes a value again. */
export class FailureError extends Error {
  constructor(
    readonly kind: Failure['kind'],
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'FailureError';
  }

  get failure(): Failure {
    return { kind: this.kind, sentence: this.message };
  }
}
