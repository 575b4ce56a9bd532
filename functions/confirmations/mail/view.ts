// What the mail says, before it has a form. Both forms, HTML and text, are made from this and from nothing else.
import type { OrderConfirmationRequested } from "../messages";
import { formatMoney, lineTotal, mailLocale } from "./money";

/** One line of the order, ready to be read. */
export interface LineView {
  readonly name: string;
  readonly sku: string;
  readonly quantity: string;
  /** Price of one piece, formatted. */
  readonly unitPrice: string;
  /** Price of the line, formatted. */
  readonly amount: string;
}

/** The mail's content. All strings are plain text on one line, without control characters. */
export interface MailView {
  readonly shopName: string;
  readonly orderId: string;
  /** Day of the order in UTC, in words. */
  readonly placedOn: string;
  readonly lines: readonly LineView[];
  readonly total: string;
  /** Correlation id: what a customer quotes to support, and what every log line of the order carries. */
  readonly reference: string;
}

/** Longest product name that is shown, in characters. Bounds the mail's size, and keeps a phone's screen usable. */
const maxNameLength = 120;

const dayInWords = new Intl.DateTimeFormat(mailLocale, { dateStyle: "long", timeZone: "UTC" });

/** Makes the content of the mail for one order. */
export function viewOf(message: OrderConfirmationRequested, shopName: string): MailView {
  const { currency } = message;
  return {
    shopName: plain(shopName),
    orderId: plain(message.orderId),
    placedOn: dayInWords.format(new Date(message.placedAt)),
    lines: message.items.map((item) => ({
      name: shorten(plain(item.name)),
      sku: shorten(plain(item.sku)),
      quantity: String(item.quantity),
      unitPrice: formatMoney(item.unitPrice, currency),
      amount: formatMoney(lineTotal(item.unitPrice, item.quantity), currency),
    })),
    total: formatMoney(message.total, currency),
    reference: plain(message.correlationId),
  };
}

/**
 * Text on one line: control characters, line and paragraph separators, half surrogates and the marks that reverse or hide text are taken
 * out. Whoever writes a product's name can then start no header line, no new line of the text part, and turn no amount around.
 */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= maxNameLength ? text : `${characters.slice(0, maxNameLength - 1).join("")}…`;
}
