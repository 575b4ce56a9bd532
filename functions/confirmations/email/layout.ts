// The email's layout, once. `html.ts` and `text.ts` render the same blocks, so both forms have the same content. The strings are mustache
// templates: `{{name}}` is a field of `EmailView`, and always escaped.
import type { EmailView } from "./view";

/** A piece of the email. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** A named value, such as the order number. With `when` it is shown only if that field of the view is not empty. */
  | { readonly kind: "fact"; readonly label: string; readonly value: string; readonly when?: string }
  /** The list `section` of the view: for each line its name and amount. */
  | {
      readonly kind: "lines";
      readonly section: string;
      readonly what: string;
      readonly detail: string;
      readonly amount: string;
    }
  | { readonly kind: "total"; readonly label: string; readonly value: string }
  | { readonly kind: "small"; readonly text: string };

/** Subject line. Plain text, no line breaks. */
export const subject = "Your order {{orderId}} at {{shopName}}";

/** Shown by mail programs next to the subject. */
export const preheader = "We have your order of {{placedAt}}, total {{total}}.";

/** Language of the email. */
export const language = "en";

/** A piece of a template that appears only if a field of the view is not empty. @param field default: it always appears */
export function ifThere(field: string | undefined, template: string): string {
  return field === undefined ? template : `{{#${field}}}${template}{{/${field}}}`;
}

/** Names of the view's fields in a text. */
type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** Fields of the view that a block shows. */
type ShownBy<B> = B extends { readonly section: infer Section }
  ? Section
  : B extends unknown
    ? NamesIn<B[keyof B]>
    : never;

/** Blocks that show every field of the view. */
type ShowingAll<Blocks extends readonly Block[]> = Readonly<
  Record<Exclude<keyof EmailView, ShownBy<Blocks[number]>>, "is shown nowhere in the email">
>;

/** Does not compile while a field of the view is missing from the blocks. */
function complete<const Blocks extends readonly Block[]>(blocks: Blocks & ShowingAll<Blocks>): readonly Block[] {
  return blocks;
}

/** The email from top to bottom. */
export const layout = complete([
  { kind: "heading", text: "Thank you for your order" },
  {
    kind: "paragraph",
    text: "{{shopName}} has received your order of {{placedAt}} ({{timeZone}}). This is what you ordered:",
  },
  { kind: "fact", label: "Order number", value: "{{orderId}}" },
  {
    kind: "lines",
    section: "items",
    what: "{{quantity}} × {{name}}",
    detail: "{{sku}}, {{unitPrice}} each",
    amount: "{{amount}}",
  },
  { kind: "total", label: "Total", value: "{{total}}" },
  { kind: "paragraph", text: "We will get back to you when your order is on its way." },
  { kind: "small", text: "Reference: {{correlationId}}" },
  { kind: "small", text: "You get this email because you placed an order at {{shopName}}." },
]);
