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
    | 'untrusted_certificate'
    | 'unreadable'
    | 'wrong_kind'
    | 'wrong_input'
    | 'wrong_usage'
    | 'cancelled'
    | 'storage'
    | 'read_only';
  /** One sentence: what failed, where, what to do. */
  sentence: string;
  /** The certificate that was refused; only with `untrusted_certificate`. */
  certificate?: CertificateFacts;
}

/** What a server shows of itself, and what is wrong with it. Names are written by strangers: text, bounded. */
export interface CertificateFacts {
  /** `HOST:PORT` of the server that was asked. */
  host: string;
  /** SHA-256, as `AB:CD:…`. */
  fingerprint: string;
  subject: string;
  issuer: string;
  /** Names and addresses it is made for. */
  names: string[];
  /** RFC 3339 in UTC; null where it cannot be read. */
  validFrom: string | null;
  validTo: string | null;
  problem: 'selfSigned' | 'unknownIssuer' | 'wrongHost' | 'expired' | 'notYetValid' | 'changed' | 'broken';
  /** The failure's sentence without its fingerprints, for where they are shown beside it. */
  reason: string;
  /** Fingerprint of the one that was trusted before; null where there was none. */
  trusted: string | null;
}

/** Carries a `Failure` up to the border (command line, IPC, one source among several), where it becomes a value again. */
export class FailureError extends Error {
  constructor(
    readonly kind: Failure['kind'],
    sentence: string,
    options?: ErrorOptions & { certificate?: CertificateFacts | undefined },
  ) {
    super(sentence, options);
    this.name = 'FailureError';
    this.certificate = options?.certificate;
  }

  /** The value as an error again, on the other side of a border. */
  static of({ kind, sentence, certificate }: Failure): FailureError {
    return new FailureError(kind, sentence, { certificate });
  }

  private readonly certificate: CertificateFacts | undefined;

  get failure(): Failure {
    const { kind, message: sentence, certificate } = this;
    return certificate ? { kind, sentence, certificate } : { kind, sentence };
  }
}
