import type { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { decimal } from "../../../functions/shared/decimal";
import { createItemWriter } from "../../../functions/shared/item-writer";

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
});
