import type { Drill } from "../drill";
import { orders } from "../loads";
import { rolledOut } from "../releases";

export const badRelease: Drill = {
  name: "bad-release",
  runbook: "rolled-back",
  parts: [
    "ops/rollout",
    "ops/commands/rollout.ts",
    "local/codedeploy",
    "components/blocks/rollout.ts",
    "components/blocks/rollout-failures.ts",
  ],
  hypothesis:
    "A version that fails at every call gets a fifth of the calls until its alarm takes it back; clients that repeat get one order each, and the fix is rolled out without a failure.",
  traffic: [orders(3, 100)],
  levers: [
    rolledOut("orders-create", "a version of orders-create with the name of a table that there is not is rolled out", {
      ORDERS_TABLE_NAME: "orders-tables",
    }),
  ],
  alarms: ["orders-internal-rollout"],
  alsoRaised: {
    "orders-internal-failures": "a fifth of the requests fail until the version is taken back",
    "orders-api-5xx": "a fifth of the requests fail until the version is taken back",
  },
  recovery: [
    { command: "npm run ops -- errors --function FUNCTION --since 1h", fill: { FUNCTION: "orders-create" } },
    { fixed: "the fix is published" },
    { calm: "a roll-out does not begin while its alarm is raised" },
    { command: "npm run ops -- rollout --dry-run" },
    { command: "npm run ops -- rollout" },
  ],
  notShown: [
    "CodeDeploy itself: a fake shifts the calls and looks at the alarms.",
    "Its message on the alerts topic, which the fake does not send.",
  ],
};
