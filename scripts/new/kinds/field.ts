import { UsageError } from "../../../cli/errors";
import { orderRequestSchema, orderSchema } from "../../../functions/contracts/orders/schemas";
import { capitalized, checkName, kebabCase, words } from "../names";
import type { Edit, Kind } from "../part";

/** Longest value of a new field, in characters. */
const LONGEST = 200;

/** An optional line of text that a client may send with an order. */
export const fieldKind: Kind = {
  form: "order/NAME",
  does: `an optional text of an order, at most ${LONGEST} characters: from the request to table, answer, API document, message and email`,
  part(text) {
    checkName(
      "field",
      text,
      /^order\/[a-z]+([A-Z][a-z]+)*$/,
      "order/ and a word in camelCase, such as order/giftMessage",
    );
    const name = text.slice("order/".length);
    if (Object.hasOwn({ ...orderRequestSchema.shape, ...orderSchema.shape }, name))
      throw new UsageError(`orders already have a field '${name}'`);
    const label = capitalized(words(name));
    return {
      files: [
        {
          path: `tests/functions/contracts/order-${kebabCase(name)}.test.ts`,
          template: "field/field.test.ts.mustache",
        },
      ],
      edits: editsFor(name, label),
      view: { name, label, longest: String(LONGEST) },
      scripts: ["openapi"],
      next: [
        "functions/contracts/orders/schemas.ts: its bounds, and what callers read about it",
        "functions/confirmations/email/layout.ts: where the email says it, and in which words",
        "a line in CHANGELOG.md: clients see the field at once, orders from before have none",
      ],
    };
  },
};

/** The declaration first, then each place where the field must be handled, because the program does not compile without them. */
function editsFor(name: string, label: string): Edit[] {
  const declared = `${name}: line(${LONGEST}).optional().describe("${label}")`;
  const hidden = { find: "  total: hidden,\n", after: `  ${name}: hidden,\n` };
  return [
    {
      file: "functions/contracts/orders/schemas.ts",
      find: "  billingAddress: addressSchema.optional(),\n",
      after: `  ${declared},\n`,
    },
    {
      file: "functions/orders/domain/order.ts",
      find: "    total: order.total,\n",
      after: `    ${name}: order.${name},\n`,
    },
    {
      file: "functions/orders/store/order-item.ts",
      find: "  total: amount,\n",
      after: `  ${name}: z.string().optional(),\n`,
    },
    // Customers write it, so failures keep none of it: neither from a request nor from a stored order.
    { file: "functions/orders/kept.ts", ...hidden },
    { file: "functions/orders/kept.ts", find: "    reason: hidden,\n", after: `    ${name}: hidden,\n` },
    {
      file: "functions/contracts/order-confirmation.ts",
      find: "  total: amount,\n",
      after: `  ${name}: z.string().max(${LONGEST}).optional(),\n`,
    },
    {
      file: "functions/orders/domain/order-change.ts",
      find: "    total: order.total,\n",
      after: `    ${name}: order.${name},\n`,
    },
    { file: "functions/confirmations/kept.ts", ...hidden },
    {
      file: "functions/confirmations/email/view.ts",
      find: "    total: formatMoney(message.total, currency),\n",
      after: `    ${name}: unlinked(cleanWords(message.${name} ?? "")),\n`,
    },
    {
      file: "functions/confirmations/email/layout.ts",
      find: '  { kind: "total", label: "Total", value: "{{total}}" },\n',
      after: `  { kind: "fact", label: "${label}", value: "{{${name}}}", when: "${name}" },\n`,
    },
  ];
}
