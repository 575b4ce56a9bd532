// Renders the confirmation. The templates are TypeScript strings, so a bundler needs no loader for them, and are parsed once at start.
import Mustache from "mustache";
import type { OrderConfirmationRequested } from "../../contracts/order-confirmation";
import type { RenderedEmail } from "../domain/ports";
import { htmlTemplate } from "./html";
import { subject } from "./layout";
import { textTemplate } from "./text";
import { type EmailView, type Shop, viewOf } from "./view";

const writer = new Mustache.Writer();
const templates = { subject, html: htmlTemplate(), text: textTemplate() };
for (const template of Object.values(templates)) writer.parse(template);

/**
 * Renders the email for one order: same input, same email, byte for byte.
 *
 * @throws {RangeError} when the currency or an amount cannot be formatted; a validated message cannot cause it
 */
export function renderConfirmation(message: OrderConfirmationRequested, shop: Shop): RenderedEmail {
  const view = viewOf(message, shop);
  return {
    subject: asText(templates.subject, view),
    html: writer.render(templates.html, view),
    text: asText(templates.text, view),
  };
}

/** Plain text needs no entities; the view's strings hold no line breaks, so no value can pose as a line of its own. */
function asText(template: string, view: EmailView): string {
  return writer.render(template, view, undefined, { escape: String });
}
