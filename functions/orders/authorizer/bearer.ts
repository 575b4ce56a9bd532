/**
 * An Authorization header that holds a bearer token in the form of a JWT: scheme in any case (RFC 9110, 11.1), one or more blanks, three parts in
 * base64url. Without flags, for API Gateway's `identityValidationExpression` has none: the gateway and the function read by this one grammar.
 */
export const bearerExpression = "^[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+) *$";

const bearer = new RegExp(bearerExpression);

/** The token in an Authorization header; undefined when there is none. */
export function bearerTokenIn(header: string | undefined): string | undefined {
  return bearer.exec(header ?? "")?.[1];
}
