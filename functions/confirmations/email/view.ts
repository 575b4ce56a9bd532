// What the email says, before it has a form. Both forms, HTML and text, are made from this and from nothing else.

import type { ConfirmationField, OrderConfirmationRequested } from "../../contracts/order-confirmation";
import type { OrderLine } from "../../contracts/orders/schemas";
import { cleanWords } from "../../shared/clean-text";
import { cutToFit } from "../../shared/cut";
import { unlinked } from "../../shared/unlinked";
import { emailLocale, formatMoney, lineTotal } from "./money";

/** One line of the order, ready to be read: its fields, prices formatted, and what all of its pieces cost. */
export type LineView = { readonly [Field in keyof OrderLine | "amount"]-?: string };

/** Fields of the message that the email does not show. The currency is part of every amount. */
type Unshown = "type" | "customerId" | "customerEmail" | "currency";

/**
 * The email's content: every field of the message, ready to be read, and what the shop adds. All strings are clean text on one line: see
 * `cleanWords`.
 */
export type EmailView = {
  readonly [Field in Exclude<ConfirmationField, Unshown>]: Field extends "items" ? readonly LineView[] : string;
} & {
  readonly shopName: string;
  /** The shop's time zone, in words. */
  readonly timeZone: string;
};

/** Longest product name that is shown, in code points. Bounds the email's size, and keeps a phone's screen usable. */
const maxNameLength = 120;

/** The shop, as its emails show it. */
export interface Shop {
  /** As customers know it. */
  readonly name: string;
  /** IANA name of the zone in which its days begin. */
  readonly timeZone: string;
}

/** Makes the content of the email for one order. */
export function viewOf(message: OrderConfirmationRequested, shop: Shop): EmailView {
  const { currency } = message;
  const { day, zone } = dayAndZone(new Date(message.placedAt), shop.timeZone);
  return {
    shopName: cleanWords(shop.name),
    orderId: cleanWords(message.orderId),
    placedAt: day,
    timeZone: zone,
    items: message.items.map((item) => ({
      name: foreign(item.name),
      sku: foreign(item.sku),
      quantity: String(item.quantity),
      unitPrice: formatMoney(item.unitPrice, currency),
      amount: formatMoney(lineTotal(item.unitPrice, item.quantity), currency),
    })),
    total: formatMoney(message.total, currency),
    // What a customer quotes to support, and what every log line of the order carries.
    correlationId: cleanWords(message.correlationId),
  };
}

/** What a stranger has written: on one line, no longer than is shown, and without an address that a mail program would make a link of. */
function foreign(text: string): string {
  const fits = (cut: string) => [...cut].length <= maxNameLength;
  return unlinked(cutToFit(cleanWords(text), fits));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function dayIn(timeZone: string): Intl.DateTimeFormat {
  const made = formatters.get(timeZone);
  if (made !== undefined) return made;
  const fresh = new Intl.DateTimeFormat(emailLocale, {
    year: "numeric",
    month: "long",
    day: "numeric",
    timeZoneName: "long",
    timeZone,
  });
  formatters.set(timeZone, fresh);
  return fresh;
}

/** A moment's day and the name of its zone, summer time considered. */
function dayAndZone(moment: Date, timeZone: string): { readonly day: string; readonly zone: string } {
  const parts = dayIn(timeZone).formatToParts(moment);
  const partOf = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return { day: `${partOf("month")} ${partOf("day")}, ${partOf("year")}`, zone: partOf("timeZoneName") };
}
