import { readFileSync } from "node:fs";
import { expect } from "chai";
import { deliveryStatuses } from "../../../functions/confirmations/domain/delivery";
import { orderStatuses } from "../../../functions/contracts/orders/transitions";
import { shipmentStatuses } from "../../../functions/contracts/shipment-events";
import { opsCommands } from "../../../ops/command-line/commands";
import { knownFailureOutputs } from "../../../ops/queues/catalog";
import {
  deadLetterStates,
  deliveryStates,
  orderStates,
  recordStates,
  shipmentStates,
  terminalRows,
} from "../../../ops/queues/states";

describe("every state of every record", () => {
  it("is in the list: none of the code's is missing, and none is made up", () => {
    expect(Object.keys(deliveryStates)).to.have.members(deliveryStatuses);
    expect(Object.keys(shipmentStates)).to.have.members(shipmentStatuses);
    expect(Object.keys(orderStates)).to.have.members(orderStatuses);
    expect(Object.keys(deadLetterStates)).to.have.members(knownFailureOutputs);
  });

  it("that needs an operator names a command that there is, and a test that walks it on the emulator", () => {
    for (const [record, states] of Object.entries(recordStates)) {
      for (const [state, onward] of Object.entries(states)) {
        if (onward.kind !== "operator") continue;
        const [file, title] = onward.shownBy;
        expect(readFileSync(file, "utf8"), `${record} ${state}`).to.contain(`it("${title}`);
        expect(Object.keys(opsCommands), `${record} ${state}`).to.include(onward.command.split(" ")[0]);
      }
    }
  });

  it("from which nothing goes on by itself stands in docs/operations.md with its way", () => {
    const lines = readFileSync("docs/operations.md", "utf8").split("\n");
    const begin = lines.indexOf("| Record | State | Next step |");
    const rows = lines.slice(begin + 2, lines.indexOf("", begin));

    expect(rows).to.deep.equal(terminalRows());
  });
});
