import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { createPermits } from "../../../ops/redrive/permits";
import type { OpsOutputs } from "../../../ops/stack/outputs";

/** Tables in memory, with numbers as the commands' client reads them. */
export function permitsOver(outputs: OpsOutputs, items: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  const reads: string[] = [];
  const client = {
    send: async (command: unknown) => {
      if (!(command instanceof GetCommand)) throw new Error("an unexpected call");
      expect(command.input.ConsistentRead).to.equal(true);
      const address = `${command.input.TableName} ${JSON.stringify(command.input.Key)}`;
      reads.push(address);
      // The SDK's overloads cannot be written down here.
      return { Item: items[address] } as never;
    },
  };
  return { permitOf: createPermits(client, outputs), reads };
}
