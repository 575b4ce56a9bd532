import type { Drill } from "../drill";
import { workersDie } from "../levers";
import { confirmations, orders, shipments } from "../loads";

export const killedWorkers: Drill = {
  name: "killed-workers",
  runbook: "uncertain-emails",
  parts: ["functions/confirmations", "functions/shipments", "functions/orders", "functions/shared", "local/emulator"],
  hypothesis:
    "The process of some function dies every second for twenty seconds: what it worked on comes back, no message is lost and none is sent again.",
  traffic: [orders(1, 300), confirmations(1), shipments(1)],
  levers: [workersDie(1_000)],
  alarms: [],
  alsoRaised: {
    "orders-api-5xx": "a request whose process died is answered 502, and its client repeats it",
    "confirmations-uncertain": "a sender that died in its call of SES leaves an uncertain delivery",
    "confirmations-given-up": "an uncertain message is given up",
    "confirmations-dead-letters": "an uncertain message is given up",
    "confirmations-retries": "a sender waits for the lease of one that died",
    "shipments-retries": "events come back",
    "orders-retries": "records come back",
    ...Object.fromEntries(
      [
        "orders-create",
        "orders-authorizer",
        "orders-publisher",
        "orders-auditor",
        "confirmations-sender",
        "confirmations-feedback",
        "shipments-processor",
        "notifications-processor",
      ].map((name) => [`${name}-error-rate`, "a call whose process dies has failed"]),
    ),
  },
  atLeastMs: 20_000,
  recovery: [
    { fixed: "no process dies any more" },
    { command: "npm run ops -- deadletters --queue confirmations-dead-letters --peek 100" },
    { command: "npm run ops -- redrive --queue confirmations-dead-letters --confirm-resend" },
  ],
  notShown: ["Lambda's own replacement of a sandbox: the emulator starts a process instead."],
};
