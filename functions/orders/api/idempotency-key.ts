import { idempotencyKeyPattern } from "../../contracts/orders/parameters";
import { ValidationError } from "../../shared/errors";
import type { ApiRequest } from "./api-function";

/** The request's Idempotency-Key; undefined without one. @throws ValidationError for a malformed one */
export function idempotencyKeyOf(request: Pick<ApiRequest, "header">): string | undefined {
  const key = request.header("Idempotency-Key");
  if (key === undefined || idempotencyKeyPattern.test(key)) return key;
  throw new ValidationError([{ pointer: "Idempotency-Key", detail: "must be 1 to 255 visible ASCII characters" }]);
}
