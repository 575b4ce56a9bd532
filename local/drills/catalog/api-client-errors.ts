import type { Drill } from "../drill";
import { orders, refusedRequests } from "../loads";

export const apiClientErrors: Drill = {
  name: "api-client-errors",
  runbook: "api-client-errors",
  parts: [
    "functions/orders/api",
    "functions/orders/authorizer",
    "functions/contracts/orders",
    "components/orders/api-functions.ts",
  ],
  hypothesis:
    "A client release that sends bad bodies and bad tokens is refused without a trace: good clients' orders all come through meanwhile.",
  traffic: [orders()],
  duringFault: [refusedRequests()],
  alarms: ["orders-api-4xx"],
  recovery: [
    { command: "npm run ops -- errors --function orders-authorizer --since 1h" },
    { fixed: "the client's owners roll their release back" },
  ],
  notShown: ["API Gateway's access log, which the emulator does not write."],
};
