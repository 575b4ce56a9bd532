// The message that asks for a confirmation e-mail: OrderConfirmationRequested, published by the orders pipeline.
import * as z from "zod";
import { count, currency, fields, hidden, type Kept, list, oneOf, time, token } from "../shared/redaction/kept";
import { correlationPattern } from "./fields/correlation";
import { momentType } from "./fields/date-time";
import { emailAddressType } from "./fields/email-address";

/**
 * Message attribute by which an operator permits one more mail for an order that is UNCERTAIN: the number of attempts that its delivery has
 * had. See `Attempt.resendPermit`.
 */
export const confirmResendAttribute = "confirmResend";

/** Message attribute of a message that was sent back from the dead letters by an operator. */
export const redrivenAttribute = "redriven";

/** Exact decimal without sign, exponent or superfluous leading zeros, as the orders pipeline writes money: `0.5`, `12.00`, `1500`. */
const amount = z
  .string()
  .max(32)
  .regex(/^(?:0|[1-9]\d*)(?:\.\d{1,4})?$/, "must be a decimal string such as 12.00");

const line = z.object({
  sku: z.string().min(1).max(100),
  /** As the customer sees it; anything may stand in it, so it is escaped wherever it is shown. */
  name: z.string().min(1).max(500),
  quantity: z.int().min(1).max(999),
  /** Price of one piece. */
  unitPrice: amount,
});

/** A line of an order. */
export type OrderLine = z.infer<typeof line>;

/** Body of a message on the confirmations queue (SNS raw delivery). Unknown fields are ignored. */
export const orderConfirmationRequested = z.object({
  type: z.literal("OrderConfirmationRequested"),
  /** A message tag of the e-mail, so only what SES allows in tags. */
  orderId: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, "must be 1 to 128 letters, digits, - or _"),
  customerId: z.string().min(1).max(256),
  customerEmail: emailAddressType(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, "must be three capital letters"),
  total: amount,
  items: z.array(line).min(1).max(100),
  placedAt: momentType(),
  correlationId: z.string().regex(correlationPattern, "must be 8 to 64 letters, digits or -"),
});

/** What may be kept of such a body that failed. */
export const keptConfirmationRequest: Kept = fields({
  type: oneOf("OrderConfirmationRequested"),
  orderId: token,
  customerId: hidden,
  customerEmail: hidden,
  currency,
  total: hidden,
  items: list(fields({ sku: hidden, name: hidden, quantity: count, unitPrice: hidden })),
  placedAt: time,
  correlationId: token,
});

/** A confirmation to send. */
export type OrderConfirmationRequested = z.infer<typeof orderConfirmationRequested>;
