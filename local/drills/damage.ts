import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { operatorsCommand } from "../traffic/operators-command";
import type { Traffic } from "../traffic/traffic";
import type { Lever } from "./drill";
import { named } from "./levers";

/** Orders that are deleted, and as many that are damaged. */
const each = 4;

/** The second before the damage, by the table's name. */
const moments = new Map<string, string>();

/** @returns the moment as `ops restore --at` takes it @throws {Error} nothing was damaged */
export function momentBefore(table: string): string {
  const moment = moments.get(table);
  if (moment === undefined) throw new Error(`${table} was not damaged`);
  return moment;
}

/**
 * Some orders are deleted and some overwritten by a script that nobody has tested. The emulator restores what a table has now, whatever the time
 * that is asked for: so the copy is made here, before the damage, as AWS makes one of a moment before it.
 */
export function ordersDamaged(): Lever {
  const table = "orders-table";
  return {
    what: `${each} orders are deleted and ${each} overwritten`,
    async pull(traffic) {
      const stored = traffic.journal.placed.map(({ order }) => order.orderId);
      const [deleted, damaged] = [stored.slice(0, each), stored.slice(each, 2 * each)];
      if (damaged.length < each) throw new Error(`${stored.length} orders were placed: too few to damage some`);
      const moment = `${new Date().toISOString().slice(0, 19)}Z`;
      moments.set(table, moment);
      const args = ["restore", "--table", table, "--at", moment, "--yes"];
      const { code, stderr } = await operatorsCommand(args, { signal: traffic.signal });
      if (code !== 0) throw new Error(`the copy was not made: exit code ${code}: ${stderr.trim()}`);
      await Promise.all([
        ...deleted.map((orderId) => change(traffic, new DeleteCommand(item(traffic, table, orderId)))),
        ...damaged.map((orderId) =>
          change(
            traffic,
            new UpdateCommand({
              ...item(traffic, table, orderId),
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

function item(traffic: Traffic, table: string, orderId: string) {
  return { TableName: named(traffic, table), Key: { orderId } };
}

async function change({ aws }: Traffic, command: DeleteCommand | UpdateCommand): Promise<void> {
  if (command instanceof DeleteCommand) await aws.dynamo.send(command);
  else await aws.dynamo.send(command);
}
