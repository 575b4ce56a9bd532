/** Whose token it is. */
export interface Caller {
  /** Becomes `sub`: the customer's id in the API. 1 to 255 visible ASCII characters, as the API requires. */
  readonly customer: string;
  /** Adds the staff scope, which allows reading and changing every order. @default false */
  readonly staff?: boolean;
}

/** What the API requires of a token; read from the deployed authorizer. */
export interface Expectations {
  readonly audience: string;
  readonly staffScope: string;
}

/** Scope of every customer; it grants nothing. */
const customerScope = "openid";

/** Claims of an access token in the form of OIDC providers: `scope` is a list separated by blanks (RFC 9068, 2.2.3). */
export function claimsFor(caller: Caller, expected: Expectations): Record<string, string> {
  const scope = caller.staff === true ? `${customerScope} ${expected.staffScope}` : customerScope;
  return { sub: caller.customer, aud: expected.audience, scope };
}

/**
 * Reads a caller out of a token request's form.
 *
 * @throws {RangeError} naming the field, its bound and the value
 */
export function callerFrom(form: { readonly customer?: unknown; readonly staff?: unknown }): Caller {
  const { customer, staff } = form;
  if (typeof customer !== "string" || !/^[!-~]{1,255}$/.test(customer)) {
    throw new RangeError(
      `'customer' must be 1 to 255 visible ASCII characters without spaces, ${JSON.stringify(customer)} given`,
    );
  }
  return { customer, staff: staff === "true" };
}
