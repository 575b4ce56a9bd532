import type { RunningStack } from "./context";
import { orAborted } from "./interrupts";

/** An order, written in lines that fit into 60 columns. */
const order = `    {"customerEmail":"ada@example.com","currency":"EUR",
     "items":[{"sku":"TEA-1","name":"Green tea",
               "quantity":2,"unitPrice":"4.50"}],
     "shippingAddress":{"name":"Ada","city":"Vienna",
       "line1":"1 Main Street","postalCode":"1010",
       "country":"AT"}}`;

/**
 * Commands to try with a running stack. Every line fits into 60 columns, unless a URL or a name is longer.
 *
 * @param consoleUrl of the web console. Default: there is none
 */
export function keepText({ target, outputs }: Pick<RunningStack, "target" | "outputs">, consoleUrl?: string): string {
  const inbox = target.inspectable
    ? [`  curl -s '${target.endpoint}/_ministack/ses/messages'`]
    : ["  (this emulator shows none)"];
  return [
    "",
    "The stack is up. Its outputs are in .local/stack.json.",
    "Press Ctrl-C to stop it.",
    "",
    ...(consoleUrl === undefined ? [] : ["Watch it, and try things out, in a browser:", `  ${consoleUrl}`, ""]),
    "Place an order as customer ada:",
    "  TOKEN=$(npm run -s token -- --customer ada)",
    `  API=${outputs.orders.apiUrl}`,
    "  curl -s $API/orders -H 'Idempotency-Key: first-order' \\",
    "    -H 'Content-Type: application/json' \\",
    '    -H "Authorization: Bearer $TOKEN" -d \'',
    `${order}'`,
    "",
    "Read the emails that came out:",
    ...inbox,
    "",
    "Look around with the AWS CLI:",
    "  key() {",
    `    node -p "require('./.local/stack.json').credentials.$1"`,
    "  }",
    "  export AWS_ACCESS_KEY_ID=$(key accessKeyId)",
    "  export AWS_SECRET_ACCESS_KEY=$(key secretAccessKey)",
    `  aws --endpoint-url ${target.endpoint} \\`,
    `    --region ${target.region} dynamodb scan \\`,
    `    --table-name ${outputs.confirmations.deliveriesTableName}`,
    "",
  ].join("\n");
}

/** Prints commands to try, and waits for the interrupt that ends a kept run. */
export async function keepUp(text: string, signal: AbortSignal): Promise<void> {
  console.log(text);
  const timer = setInterval(() => undefined, 60_000); // keeps the process alive
  try {
    await orAborted(new Promise<never>(() => undefined), signal);
  } finally {
    clearInterval(timer);
  }
}
