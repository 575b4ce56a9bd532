/**
 * An Authorization header with a bearer token in the form of a JWT: scheme in any case (RFC 9110, 11.1), one or more blanks, three parts in
 * base64url. No flags, because API Gateway's `identityValidationExpression` supports none and the gateway uses the same expression.
 */
export const bearerExpression = "^[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+) *$";

const bearer = new RegExp(bearerExpression);

/** The token in an Authorization header; undefined when there is none. */
export function bearerTokenIn(header: string | undefined): string | undefined {
  return bearer.exec(header ?? "")?.[1];
}
