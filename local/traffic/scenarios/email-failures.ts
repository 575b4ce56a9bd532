import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { CallProxy } from "../../proxy/proxy";
import { person } from "../people";
import { inParallel, until } from "../poll";
import { placeOrder, type Traffic } from "../traffic";

/** How often each refused email is refused: less often than its message can be received. */
const refusalsEach = 2;
const throttledOrders = 5;
/** Of a fault: longer than any run, because each is to be met. */
const forSeconds = 3_600;

/**
 * SES refuses for a while, loses an answer, and reports a bounce and a complaint; then the same addresses order
 * again.
 */
export async function emailFailures(traffic: Traffic): Promise<void> {
  const { proxy } = traffic.stack;
  if (proxy === undefined) {
    for (const id of ["E2", "E4", "E5", "E6", "E7"]) {
      traffic.journal.notChecked.push({
        id,
        detail: "needs the proxy, which only the bundled emulator can be given (AWS_ENDPOINT_URL is set)",
      });
    }
    return;
  }
  await Promise.all([
    throttled(traffic, proxy),
    lostAnswer(traffic, proxy),
    goodbye(traffic, "bounce+walter@simulator.amazonses.com", "BOUNCED"),
    goodbye(traffic, "complaint+wanda@simulator.amazonses.com", "COMPLAINED"),
    goodbye(traffic, "suppressionlist+willy@simulator.amazonses.com", "BOUNCED"),
    placeOrder(traffic, { person: person("olga-away", "ooto+olga@simulator.amazonses.com") }),
  ]);
}

async function throttled(traffic: Traffic, { faults }: CallProxy): Promise<void> {
  await inParallel(Array.from({ length: throttledOrders }), 5, async (_, index) => {
    const shopper = person(`theo-throttled-${index}`);
    faults.add({ effect: "throttle", times: refusalsEach, recipient: shopper.email, forSeconds });
    await placeOrder(traffic, { person: shopper, throttled: refusalsEach });
  });
}

async function lostAnswer(traffic: Traffic, { faults }: CallProxy): Promise<void> {
  const shopper = person("lou-lost-answer");
  faults.add({ effect: "lose-answer", times: 1, recipient: shopper.email, forSeconds });
  await placeOrder(traffic, { person: shopper });
}

/** Longest wait for an address to be suppressed: email, event, queue and function, on a machine that may be busy with other things. */
const suppressedMs = 90_000;

/** The first email ends badly; once that is known, the address gets no other. */
async function goodbye(traffic: Traffic, email: string, expectedOutcome: "BOUNCED" | "COMPLAINED"): Promise<void> {
  const shopper = person(`gone-${email.split("+")[0]}`, email);
  await placeOrder(traffic, { person: shopper, expectedOutcome });
  const suppressed = await until(
    async () => {
      const { suppressionsTableName } = traffic.outputs.confirmations;
      const { Item } = await traffic.aws.dynamo.send(
        new GetCommand({ TableName: suppressionsTableName, Key: { address: email }, ConsistentRead: true }),
      );
      return { ok: Item !== undefined, detail: `${email} is not suppressed` };
    },
    { signal: traffic.signal, stretch: traffic.stretch, limitMs: suppressedMs },
  );
  // If it never is, the check of the deliveries fails: this order's email is then sent.
  if (!suppressed.ok) traffic.journal.observe("confirmations", "E6", false, suppressed.detail);
  await placeOrder(traffic, { person: shopper, expectedOutcome: "SUPPRESSED" });
}
