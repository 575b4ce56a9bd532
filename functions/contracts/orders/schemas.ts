// Requests and responses of the API. The handlers validate with these schemas, and the OpenAPI document is generated from them. Bounds are
// in a form that JSON Schema has too where possible; checks that need code are below.
import * as z from "zod";
import { writtenMomentType } from "../fields/date-time";
import { emailAddressType } from "../fields/email-address";
import type { Frozen } from "../fields/exhaustive";
import { uuidPattern } from "../fields/uuid";
import { countryCodes } from "./countries";
import { currencyCodes } from "./currencies";
import { amountPattern, checkAmount, MoneyError, totalOf } from "./money";
import { subjectPattern } from "./parameters";
import { needsPostalCode } from "./postal-codes";
import { orderStatuses } from "./transitions";

const control = "\\u0000-\\u001f\\u007f-\\u009f";

/** One line of text: no control characters, no space at either end. */
const linePattern = new RegExp(`^[^ ${control}]([^${control}]*[^ ${control}])?$`);

/** One line of text with at most `most` characters (counted as UTF-16 units; the gateway counts characters, which are never more). */
function line(most: number) {
  return (
    z
      .string()
      // Stop at a string that is too long: the pattern could overflow the stack on megabytes.
      .max(most, { error: `must have at most ${most} characters`, abort: true })
      .regex(linePattern, "must be one line of text that neither starts nor ends with a space")
      .refine((text) => text.isWellFormed(), "must not hold half a character")
  );
}

const address = z.strictObject({
  name: line(100).describe("Who receives it"),
  line1: line(100).describe("Street and number"),
  line2: line(100).optional(),
  city: line(100),
  region: line(100).optional().describe("State, province or county, where addresses have one"),
  postalCode: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9 -]{0,14}[A-Za-z0-9])?$/, "must be 1 to 16 letters, digits, spaces or hyphens")
    .optional()
    .describe("May be left out only where the country's addresses need none"),
  country: z.enum(countryCodes, "must be an ISO 3166-1 alpha-2 code").describe("ISO 3166-1 alpha-2 code"),
});

/** A postal address. */
export const addressSchema = address.superRefine(({ country, postalCode }, context) => {
  if (postalCode !== undefined || !needsPostalCode(country)) return;
  context.addIssue({ code: "custom", path: ["postalCode"], message: "is missing" });
});

const amount = z
  .string()
  .regex(amountPattern, 'must be a decimal number in quotes such as "12.50", without sign, below 1,000,000,000');

/** One line of an order. */
export const orderLineSchema = z.strictObject({
  sku: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be 1 to 64 letters, digits, dots, underscores or hyphens")
    .describe("Article number"),
  name: line(200).describe("Name of the article, as it stands in the confirmation"),
  quantity: z.int("must be a whole number").min(1, "must be at least 1").max(999, "must be at most 999"),
  unitPrice: amount.describe("Exact decimal in quotes, with at most as many decimals as the currency has"),
});

/** Fields of an order that the customer sends. */
const orderFields = {
  customerEmail: emailAddressType().describe("Where the confirmation goes"),
  currency: z.enum(currencyCodes, "must be an active ISO 4217 code").describe("ISO 4217 code"),
  items: z.array(orderLineSchema).min(1, "must hold at least 1 line").max(100, "must hold at most 100 lines"),
  shippingAddress: addressSchema,
  billingAddress: addressSchema.optional(),
};

/**
 * Body of POST /orders. The caller chooses these fields: a field that is added here is stored, returned and documented. Where the new field
 * needs a decision - how the table stores it, whether the confirmation shows it - the program does not compile until that is made.
 */
export const orderRequestSchema = z
  .strictObject({
    ...orderFields,
    customerId: z
      .string()
      .regex(subjectPattern, "must be 1 to 255 visible ASCII characters")
      .optional()
      .describe("Whose order it is. Staff only; for everybody else it is the token's subject"),
  })
  .superRefine((order, context) => {
    let good = true;
    for (const [index, item] of order.items.entries()) {
      try {
        checkAmount(item.unitPrice, order.currency);
      } catch (error) {
        good = false;
        context.addIssue({ code: "custom", path: ["items", index, "unitPrice"], message: moneyMessage(error) });
      }
    }
    if (!good) return;
    try {
      totalOf(order.items, order.currency);
    } catch (error) {
      context.addIssue({ code: "custom", path: ["items"], message: moneyMessage(error) });
    }
  });

/** Body of PATCH /orders/{orderId}/status. */
export const statusRequestSchema = z.strictObject({
  status: z.enum(orderStatuses, `must be one of ${orderStatuses.join(", ")}`).describe("The status to go to"),
  reason: line(500).optional().describe("Why; kept in the audit trail"),
});

const uuid = z.string().regex(uuidPattern, "must be a UUID");
const timestamp = writtenMomentType();

/** An order in a response. */
export const orderSchema = z.strictObject({
  orderId: uuid,
  customerId: z.string(),
  ...orderFields,
  // An order stays when its currency is withdrawn.
  currency: z.string().describe("ISO 4217 code"),
  status: z.enum(orderStatuses),
  total: z.string().describe("Sum of quantity times unit price, exact, with as many decimals as the currency has"),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.int().min(1).describe("1 when placed, one more with every change; the ETag is this number in quotes"),
});

/** A page of a customer's orders. */
export const orderPageSchema = z.strictObject({
  orders: z.array(orderSchema).max(100).describe("Newest first. May hold fewer than asked for although there are more"),
  nextCursor: z.string().optional().describe("For the next page; absent on the last one"),
});

/** One fault in the input. */
export const problemIssueSchema = z.strictObject({
  pointer: z.string().describe("JSON pointer into the body, or the name of the parameter"),
  detail: z.string(),
});

/** A problem document (RFC 9457). */
export const problemSchema = z.strictObject({
  type: z.string().describe("What kind of problem, as a URN"),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional().describe("Path of the request"),
  correlationId: z.string().describe("Quote it when you report the problem"),
  errors: z.array(problemIssueSchema).optional(),
});

export type OrderRequestBody = Frozen<z.output<typeof orderRequestSchema>>;
export type StatusRequestBody = Frozen<z.output<typeof statusRequestSchema>>;

/** The content of a request for an order, without the customer. */
export type OrderRequest = Omit<OrderRequestBody, "customerId">;

/** An order in a response. Amounts are decimal strings with as many decimals as the currency has. */
export type Order = Frozen<z.output<typeof orderSchema>>;

export type Address = Order["shippingAddress"];
export type OrderLine = Order["items"][number];

function moneyMessage(error: unknown): string {
  if (error instanceof MoneyError) return error.message;
  throw error;
}
