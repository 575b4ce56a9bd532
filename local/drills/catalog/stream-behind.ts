import type { Drill } from "../drill";
import { orders } from "../loads";

export const streamBehind: Drill = {
  name: "stream-behind",
  runbook: "stream-behind",
  parts: ["functions/orders/publisher", "functions/shared/stream-consumer.ts", "local/streams", "ops/replay"],
  hypothesis:
    "While SNS fails the outbox falls behind and gives positions to its failure queue; the redrive replays them from the stream, and every order is confirmed once.",
  traffic: [orders()],
  faults: [{ function: "orders-publisher", service: "sns", effect: "error" }],
  alarms: ["orders-publisher-stream-iterator-age", "orders-retries", "orders-publisher-failures"],
  alsoRaised: { "confirmations-stalled": "no confirmation is asked for while SNS is down" },
  recovery: [
    { command: "npm run ops -- errors --function orders-publisher --since 1h --verbose" },
    { fixed: "SNS takes messages again" },
    { command: "npm run ops -- deadletters --queue orders-publisher-failures" },
    { command: "npm run ops -- redrive --queue orders-publisher-failures --dry-run" },
    { command: "npm run ops -- redrive --queue orders-publisher-failures" },
  ],
  notShown: ["A record's age of an hour: here fourteen tries stand for it."],
};
