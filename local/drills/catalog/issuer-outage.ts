import type { Drill } from "../drill";
import { issuerDown } from "../levers";
import { orders } from "../loads";

export const issuerOutage: Drill = {
  name: "issuer-outage",
  runbook: "api-client-errors",
  parts: ["functions/orders/authorizer", "local/issuer"],
  hypothesis:
    "While the issuer is down, tokens whose keys are known go on being accepted: orders come through, and no alarm is raised.",
  traffic: [orders(1, 300)],
  levers: [issuerDown()],
  alarms: [],
  atLeastMs: 10_000,
  recovery: [
    { command: "npm run ops -- errors --function orders-authorizer --since 1h" },
    { fixed: "the issuer answers again" },
  ],
  notShown: ["An authorizer that starts while the issuer is down: it can check no token until the issuer answers."],
};
