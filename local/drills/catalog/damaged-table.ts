import { momentBefore, ordersDamaged } from "../damage";
import type { Drill } from "../drill";
import { orders } from "../loads";

/** The moment in the page's commands. */
const example = "2026-11-28T09:30:00Z";
const fill = { [example]: momentBefore };

export const damagedTable: Drill = {
  name: "damaged-table",
  runbook: "restore",
  parts: ["ops/restore", "ops/commands/restore.ts", "ops/commands/restore-beside.ts"],
  hypothesis:
    "A script deletes orders and makes others unreadable while the shop is open: the stream's readers put these aside, a restore beside the table brings each back, no order placed meanwhile is lost, and nobody gets a second email.",
  traffic: [orders(2, 200)],
  levers: [ordersDamaged()],
  alarms: ["orders-publisher-failures", "orders-auditor-failures"],
  recovery: [
    { fixed: "the script is stopped" },
    { command: `npm run ops -- restore --table orders-table --at ${example} --copy both`, fill },
    { command: "npm run ops -- redrive --queue QUEUE", forEachFilled: true },
    { command: `npm run ops -- restore --table orders-table --at ${example} --drop-copy`, fill },
  ],
  notShown: [
    "A restore to a moment: the emulator restores what the table has, so the copy is made before the damage.",
    "The minutes and hours that AWS takes to restore.",
  ],
};
