import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { operatorsCommand } from "../traffic/operators-command";
import type { Lever } from "./drill";
import { named } from "./levers";

/** Orders that are deleted, and as many that are damaged. */
const each = 4;

const table = "orders-table";

/** The second before the damage. */
let moment: string | undefined;

/** @returns the moment as `ops restore --at` takes it @throws {Error} nothing was damaged */
export function momentBefore(): string {
  if (moment === undefined) throw new Error(`${table} was not damaged`);
  return moment;
}

/**
 * Some orders are deleted and some overwritten by a script that nobody has tested. The emulator restores what a table has now, whatever the time
 * that is asked for: so the copy is made here, before the damage, as AWS makes one of a moment before it.
 */
export function ordersDamaged(): Lever {
  return {
    what: `${each} orders are deleted and ${each} overwritten`,
    async pull(traffic) {
      const stored = traffic.journal.placed.map(({ order }) => order.orderId);
      const [deleted, damaged] = [stored.slice(0, each), stored.slice(each, 2 * each)];
      if (damaged.length < each) throw new Error(`${stored.length} orders were placed: too few to damage some`);
      moment = `${new Date().toISOString().slice(0, 19)}Z`;
      const args = ["restore", "--table", table, "--at", moment, "--yes"];
      const { code, stderr } = await operatorsCommand(args, { signal: traffic.signal });
      if (code !== 0) throw new Error(`the copy was not made: exit code ${code}: ${stderr.trim()}`);
      const { dynamo } = traffic.aws;
      const item = (orderId: string) => ({ TableName: named(traffic, table), Key: { orderId } });
      await Promise.all([
        ...deleted.map((orderId) => dynamo.send(new DeleteCommand(item(orderId)))),
        ...damaged.map((orderId) =>
          dynamo.send(
            new UpdateCommand({
              ...item(orderId),
              UpdateExpression: "SET #t = :t, customerId = :c REMOVE shippingAddress",
              ExpressionAttributeNames: { "#t": "total" },
              ExpressionAttributeValues: { ":t": 0, ":c": "nobody" },
            }),
          ),
        ),
      ]);
      traffic.journal.deleted.push(...deleted);
      // The runbook's command brings them back.
      return async () => undefined;
    },
  };
}
