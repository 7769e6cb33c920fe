import { FailureError } from '../../failure';

/** What a status that no second try would change says to people. `isSignedIn`: whether a token was sent. */
export function statusFailure(status: number, address: string, isSignedIn: boolean): FailureError {
  switch (status) {
    case 401:
      return new FailureError(
        'bad_token',
        isSignedIn
          ? `${address} did not accept the token (status 401): check it, or make a new one.`
          : `${address} wants a token (status 401): give one that may read it.`,
      );
    case 403:
      return new FailureError(
        'no_permission',
        isSignedIn
          ? `The token given has no permission to read ${address} (status 403): ask for read access, or use another token.`
          : `${address} may not be read without a token (status 403): give one that may read it.`,
      );
    case 404:
    case 410:
      return new FailureError(
        'not_found',
        `${address} was not found (status ${status}): check the address and the name; it may also mean that the token has no permission to see it.`,
      );
    case 407:
      return new FailureError(
        'no_permission',
        `The proxy on the way to ${address} wants a user name and a password (status 407): name them in the address of the proxy, or except the server from it.`,
      );
    case 400:
    case 422:
      return new FailureError(
        'wrong_input',
        `${address} did not accept the request (status ${status}): check the address, the names and the dates given.`,
      );
    default:
      return new FailureError(
        'unreadable',
        `${address} answered with status ${status}, which is no answer to work with: check that the address is that of the server.`,
      );
  }
}

export function signInPage(address: string): FailureError {
  return new FailureError(
    'sign_in_page',
    `The server answered with a sign-in page instead of data (${address}): give a token, or check the address.`,
  );
}
