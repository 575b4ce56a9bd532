import * as z from "zod";
import type { FieldTypes } from "../../contracts/fields/exhaustive";
import { isActiveCurrency } from "../../contracts/orders/currencies";
import { canonicalAmount } from "../../contracts/orders/money";
import type { Address, OrderLine } from "../../contracts/orders/schemas";
import { orderStatuses } from "../../contracts/orders/transitions";
import { decimal, decimalText } from "../../shared/decimal";
import type { StoredOrder } from "../domain/order";

const amount = z.unknown().transform((value, context) => {
  try {
    return decimalText(value);
  } catch {
    context.addIssue({ code: "custom", message: "is not an exact number" });
    return z.NEVER;
  }
});

const address = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string(),
} satisfies FieldTypes<Address>);

const line = z.object({
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: amount,
} satisfies FieldTypes<OrderLine>);

/** Form of an item of the orders table. Less strict than the API's schemas, because bounds may have changed since it was written. */
export const itemSchema = z.object({
  orderId: z.string(),
  customerId: z.string(),
  customerEmail: z.string(),
  status: z.enum(orderStatuses),
  currency: z.string(),
  items: z.array(line),
  total: amount,
  shippingAddress: address,
  billingAddress: address.optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.int(),
  lastActor: z.string(),
  lastActorType: z.enum(["customer", "staff"]),
  lastReason: z.string().optional(),
  lastKeyHash: z.string().optional(),
  correlationId: z.string(),
  requestHash: z.string(),
  expiresAt: z.int(),
} satisfies FieldTypes<StoredOrder>);

/** An item of the orders table does not hold an order. */
export class DamagedOrderError extends Error {
  override readonly name = "DamagedOrderError";
}

/** The item of an order: amounts as exact DynamoDB numbers, other fields unchanged. */
export function toItem(order: StoredOrder): Record<string, unknown> {
  return {
    ...order,
    items: order.items.map((line) => ({ ...line, unitPrice: decimal(line.unitPrice) })),
    total: decimal(order.total),
  };
}

/**
 * The order in an item, read from the table or from an image of its stream. Amounts get the decimals of their currency, because DynamoDB
 * drops trailing zeros; in a currency that has been withdrawn since the order was placed they stay as stored.
 *
 * @throws DamagedOrderError naming the fields that are wrong, not their values
 */
export function fromItem(item: unknown): StoredOrder {
  const result = itemSchema.safeParse(item);
  if (!result.success) {
    const fields = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new DamagedOrderError(`An item of the orders table holds no order; wrong: ${fields}`);
  }
  const { currency, items, total } = result.data;
  const shown = (amount: string) => (isActiveCurrency(currency) ? canonicalAmount(amount, currency) : amount);
  return {
    ...result.data,
    items: items.map((line) => ({ ...line, unitPrice: shown(line.unitPrice) })),
    total: shown(total),
  };
}
