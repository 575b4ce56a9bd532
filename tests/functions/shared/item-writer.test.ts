import type { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import * as fc from "fast-check";
import { decimal } from "../../../functions/shared/decimal";
import { PermanentError } from "../../../functions/shared/errors";
import { createItemWriter } from "../../../functions/shared/item-writer";
import { rejectionOf } from "./doubles";

describe("the item writer", () => {
  it("puts values in DynamoDB's own form, digits kept and undefined fields left out", async () => {
    const sent: unknown[] = [];
    const send = async (command: PutItemCommand) => void sent.push(command.input);
    const writer = createItemWriter({ send: send as never });

    await writer.put({
      TableName: "shipments",
      Item: { pk: "SHIPMENT#1", total: decimal("99999999999999999999.99"), location: undefined, told: false },
      ConditionExpression: "place < :place",
      ExpressionAttributeValues: { ":place": "2026#1" },
    });

    expect(sent).to.deep.equal([
      {
        TableName: "shipments",
        Item: { pk: { S: "SHIPMENT#1" }, total: { N: "99999999999999999999.99" }, told: { BOOL: false } },
        ConditionExpression: "place < :place",
        ExpressionAttributeValues: { ":place": { S: "2026#1" } },
      },
    ]);
  });

  it("puts every JSON value as the SDK's own conversion does, and refuses what that refuses", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const Item = { pk: "1", value, none: undefined, list: [value, undefined, decimal("0.10")] };
        const sent: PutItemCommand["input"][] = [];
        const send = async (command: PutItemCommand) => void sent.push(command.input);
        const put = createItemWriter({ send: send as never }).put({
          TableName: "shipments",
          Item,
          ConditionExpression: "attribute_not_exists(pk)",
        });
        const expected = attempt(() => marshall(Item, { removeUndefinedValues: true }));
        if (expected === undefined) expect(await rejectionOf(put)).to.be.instanceOf(PermanentError);
        else {
          await put;
          expect(sent.map((input) => input.Item)).to.deep.equal([expected]);
        }
      }),
    );
  });

  it("names no values when the condition has none", async () => {
    const sent: object[] = [];
    const send = async (command: PutItemCommand) => void sent.push(command.input);

    await createItemWriter({ send: send as never }).put({
      TableName: "shipments",
      Item: { pk: "SHIPMENT#1" },
      ConditionExpression: "attribute_not_exists(pk)",
    });

    expect(sent.map((input) => Object.keys(input))).to.deep.equal([["TableName", "ConditionExpression", "Item"]]);
  });

  for (const value of [Number.NaN, 2 ** 60, Number.POSITIVE_INFINITY, Symbol("s")]) {
    it(`gives up ${String(value)} for good, for no try can write it`, async () => {
      const writer = createItemWriter({ send: (async () => expect.fail("sent")) as never });
      const item = {
        TableName: "shipments",
        Item: { pk: "1", value },
        ConditionExpression: "attribute_not_exists(pk)",
      };
      const error = await rejectionOf(writer.put(item));
      expect(error).to.be.instanceOf(PermanentError).and.to.have.property("reason", "NOT_STORABLE");
    });
  }
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
