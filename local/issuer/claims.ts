/** Whose token it is. */
export interface Caller {
  /** Becomes `sub`: the customer that the API sees. 1 to 255 visible ASCII characters, as the API takes them. */
  readonly customer: string;
  /** Gives the staff scope, which sees and moves every order. Default: false. */
  readonly staff?: boolean;
}

/** What the API expects of a token; read from the deployed authorizer. */
export interface Expectations {
  readonly audience: string;
  readonly staffScope: string;
}

/** Scope that every signed-in customer has; it grants nothing by itself. */
const customerScope = "openid";

/** Claims of an access token as OIDC providers give them: `scope` is a list separated by blanks (RFC 9068, 2.2.3). */
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
