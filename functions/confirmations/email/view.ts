// The email's content before rendering. Both forms, HTML and text, are rendered from this and from nothing else.

import type { ConfirmationField, OrderConfirmationRequested } from "../../contracts/order-confirmation";
import type { OrderLine } from "../../contracts/orders/schemas";
import { cleanWords } from "../../shared/clean-text";
import { cutToFit } from "../../shared/cut";
import { unlinked } from "../../shared/unlinked";
import { emailLocale, formatMoney, lineTotal } from "./money";

/** One line of the order for display: its fields, formatted prices, and the amount of the line. */
export type LineView = { readonly [Field in keyof OrderLine | "amount"]-?: string };

/** Fields of the message that the email does not show. The currency is part of every amount. */
type Unshown = "type" | "customerId" | "customerEmail" | "currency";

/**
 * The email's content for display: every field of the message, and what the shop adds. All strings are clean text on one line: see
 * `cleanWords`.
 */
export type EmailView = {
  readonly [Field in Exclude<ConfirmationField, Unshown>]: Field extends "items" ? readonly LineView[] : string;
} & {
  readonly shopName: string;
  /** Name of the shop's time zone. */
  readonly timeZone: string;
};

/** Longest product name shown, in code points. It bounds the email's size and fits a phone's screen. */
const maxNameLength = 120;

/** The shop, as its emails show it. */
export interface Shop {
  /** As customers know it. */
  readonly name: string;
  /** IANA name of the zone in which its days begin. */
  readonly timeZone: string;
}

/** Creates the content of one order's email. */
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
    // The id that a customer quotes to support; every log line of the order contains it.
    correlationId: cleanWords(message.correlationId),
  };
}

/** Text written by a customer: on one line, cut to the length shown, and changed so that mail programs find no link in it. */
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
