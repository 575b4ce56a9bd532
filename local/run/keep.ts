import type { RunningStack } from "./context";

/** What to try with a stack that is up. */
export function keepText({ place, outputs }: RunningStack): string {
  const order = JSON.stringify({
    customerEmail: "ada@example.com",
    currency: "EUR",
    items: [{ sku: "TEA-1", name: "Green tea", quantity: 2, unitPrice: "4.50" }],
    shippingAddress: { name: "Ada", line1: "1 Main Street", city: "Vienna", postalCode: "1010", country: "AT" },
  });
  const inbox = place.inspectable
    ? [`  curl -s '${place.endpoint}/_ministack/ses/messages'`]
    : ["  (this emulator shows none)"];
  return [
    "",
    "The stack is up. Its outputs are in .local/stack.json. Press Ctrl-C to stop it.",
    "",
    "Place an order as customer ada:",
    "  TOKEN=$(npm run -s token -- --customer ada)",
    `  curl -s ${outputs.orders.apiUrl}/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
    `    -H 'Idempotency-Key: first-order' -d '${order}'`,
    "",
    "Read the e-mails that came out:",
    ...inbox,
    "",
    "Look around with the AWS CLI:",
    `  export AWS_REGION=${place.region} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
    // By flag: version 1 of the CLI knows no AWS_ENDPOINT_URL, and would ask AWS itself.
    `  aws --endpoint-url ${place.endpoint} dynamodb scan --table-name ${outputs.confirmations.deliveriesTableName}`,
    "",
  ].join("\n");
}
