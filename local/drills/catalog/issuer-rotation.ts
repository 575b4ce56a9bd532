import type { Drill } from "../drill";
import { issuerRotates } from "../levers";
import { orders } from "../loads";

export const issuerRotation: Drill = {
  name: "issuer-rotation",
  runbook: "api-client-errors",
  parts: ["functions/orders/authorizer", "local/issuer"],
  hypothesis:
    "The issuer signs with a new key: the authorizer fetches it when it first meets it, and no customer notices.",
  traffic: [orders(1, 300)],
  levers: [issuerRotates()],
  alarms: [],
  alsoRaised: {
    "orders-api-4xx": "an unknown key is asked for at most every half minute, and thirty seconds are half an hour here",
  },
  atLeastMs: 8_000,
  recovery: [
    { command: "npm run ops -- errors --function orders-authorizer --since 1h" },
    { fixed: "nothing: the new key stays" },
  ],
  notShown: ["API Gateway's cache of the authorizer's answers."],
};
