// The message that requests a confirmation email, from the orders pipeline to the confirmations pipeline.
import * as z from "zod";
import { correlationPattern } from "./fields/correlation";
import { momentType } from "./fields/date-time";
import { emailAddressType } from "./fields/email-address";
import type { FieldTypes, Frozen } from "./fields/exhaustive";
import type { Order, OrderLine } from "./orders/schemas";

/** Fields of an order that its confirmation omits or renames: every other field is in the message. */
type Untold = "status" | "shippingAddress" | "billingAddress" | "createdAt" | "updatedAt" | "version";

/** Fields of the message: those of the order, and what only the message has. */
export type ConfirmationField = Exclude<keyof Order, Untold> | "type" | "placedAt" | "correlationId";

/** Exact decimal without sign, exponent or superfluous leading zeros, as the orders pipeline writes money: `0.5`, `12.00`, `1500`. */
const amount = z
  .string()
  .max(32)
  .regex(/^(?:0|[1-9]\d*)(?:\.\d{1,4})?$/, "must be a decimal string such as 12.00");

const line = z.object({
  sku: z.string().min(1).max(100),
  /** Text of the customer, of any content, so it is escaped wherever it is shown. */
  name: z.string().min(1).max(500),
  quantity: z.int().min(1).max(999),
  /** Price of one piece. */
  unitPrice: amount,
} satisfies FieldTypes<OrderLine>);

/**
 * Body of a message on the confirmations queue (SNS raw delivery). Unknown fields are ignored. Less strict than the API: an order that was
 * placed gets its confirmation even if the API would reject it today.
 */
export const orderConfirmationRequested = z.object({
  type: z.literal("OrderConfirmationRequested"),
  /** A message tag of the email, so only what SES allows in tags. */
  orderId: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, "must be 1 to 128 letters, digits, - or _"),
  customerId: z.string().min(1).max(256),
  customerEmail: emailAddressType(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, "must be three capital letters"),
  total: amount,
  items: z.array(line).min(1).max(100),
  /** The order's `createdAt`. */
  placedAt: momentType(),
  correlationId: z.string().regex(correlationPattern, "must be 8 to 64 letters, digits or -"),
} satisfies Record<ConfirmationField, z.ZodType>);

/** A confirmation to send. */
export type OrderConfirmationRequested = Frozen<z.output<typeof orderConfirmationRequested>>;
