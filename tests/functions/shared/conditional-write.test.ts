import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { conditional } from "../../../functions/shared/conditional-write";

function refused(attempts: number, item?: { pk: { S: string } }) {
  return new ConditionalCheckFailedException({
    message: "The conditional request failed",
    $metadata: { attempts },
    ...(item !== undefined && { Item: item }),
  });
}

describe("a conditional write", () => {
  it("gives the answer when its condition held", async () => {
    expect(await conditional(Promise.resolve("written"))).to.deep.equal({ held: true, answer: "written" });
  });

  it("returns the number of attempts and the stored item when its condition failed", async () => {
    const item = { pk: { S: "SHIPMENT#1" } };

    expect(await conditional(Promise.reject(refused(2, item)))).to.deep.equal({
      held: false,
      attempts: 2,
      found: item,
    });
  });

  it("returns no item when DynamoDB sent none", async () => {
    expect(await conditional(Promise.reject(refused(1)))).to.deep.equal({ held: false, attempts: 1, found: undefined });
  });

  it("fails as the write does for every other reason", async () => {
    const down = new Error("down");

    expect(await conditional(Promise.reject(down)).catch((error: unknown) => error)).to.equal(down);
  });
});
