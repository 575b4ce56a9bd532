import { subjectPattern } from "../../contracts/orders/parameters";
import { ForbiddenError, ValidationError } from "../../shared/errors";
import { type ApiDependencies, type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { type Actor, mayActFor } from "../domain/access";
import { CursorError, decodeCursor, encodeCursor, type Position } from "../domain/cursor";
import { toPublicOrder } from "../domain/order";
import type { OrderLister } from "../domain/ports";

export interface ListOrdersDependencies extends ApiDependencies {
  readonly orders: OrderLister;
}

const defaultLimit = 25;
const largestLimit = 100;

/** GET /customers/{customerId}/orders. */
export function createHandler(deps: ListOrdersDependencies) {
  return createApiFunction({ ...deps, name: "listCustomerOrders", operation: (request) => list(deps, request) });
}

async function list(deps: ListOrdersDependencies, request: ApiRequest): Promise<ApiResponse> {
  const customerId = customerOf(request.actor, request.pathParameter("customerId"));
  const limit = limitOf(request.query("limit"));
  const after = positionOf(customerId, request.query("cursor"));
  const page = await deps.orders.page(customerId, limit, after);
  const last = page.orders.at(-1);
  const nextCursor = page.more && last !== undefined ? { nextCursor: encodeCursor(customerId, last) } : {};
  return { status: 200, body: { orders: page.orders.map(toPublicOrder), ...nextCursor } };
}

/** REST APIs leave path parameters URL-encoded, other gateways decode them: both are understood. */
function customerOf(actor: Actor, parameter: string): string {
  const candidates = [parameter, decoded(parameter)];
  const own = candidates.find((candidate) => candidate === actor.id);
  const customerId = own ?? decoded(parameter);
  if (!mayActFor(actor, customerId)) throw new ForbiddenError("Only staff may list the orders of somebody else.");
  if (subjectPattern.test(customerId)) return customerId;
  throw new ValidationError([{ pointer: "customerId", detail: "must be 1 to 255 visible ASCII characters" }]);
}

function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    return parameter;
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return defaultLimit;
  const limit = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= largestLimit) return limit;
  throw new ValidationError([{ pointer: "limit", detail: `must be a whole number between 1 and ${largestLimit}` }]);
}

function positionOf(customerId: string, cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    return decodeCursor(customerId, cursor);
  } catch (error) {
    if (!(error instanceof CursorError)) throw error;
    throw new ValidationError([{ pointer: "cursor", detail: "was not given out for this list" }]);
  }
}
