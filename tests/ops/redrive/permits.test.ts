import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { createPermits } from "../../../ops/redrive/permits";
import { deadLetter } from "../support/dead-letters";
import { outputsWith } from "../support/outputs";

const asking = (orderId: string) =>
  deadLetter({ body: JSON.stringify({ type: "OrderConfirmationRequested", orderId }) });
const failedCall = (MessageId: string) =>
  deadLetter({ body: JSON.stringify({ requestPayload: { Records: [{ Sns: { MessageId, Message: "no JSON" } }] } }) });

/** Tables in memory, with numbers as the commands' client reads them. */
function permitsOver(items: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
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
  return { permitOf: createPermits(client, outputsWith()), reads };
}

describe("a permit for one more email", () => {
  it("is the number of attempts that the order's delivery or the notification has had", async () => {
    const { permitOf } = permitsOver({
      'confirmations-deliveries-test {"orderId":"o-1"}': { attempts: "3" },
      'notifications-table-test {"notificationId":"n-1"}': { attempt: "2" },
    });

    expect(await permitOf(asking("o-1"))).to.equal(3);
    expect(await permitOf(failedCall("n-1"))).to.equal(2);
  });

  it("is one for an order, however many dead letters there are of it", async () => {
    const items: Record<string, { attempts: string }> = {
      'confirmations-deliveries-test {"orderId":"o-1"}': { attempts: "1" },
    };
    const { permitOf, reads } = permitsOver(items);

    const first = await permitOf(asking("o-1"));
    // The first dead letter's email is uncertain as well, before the next dead letter goes.
    items['confirmations-deliveries-test {"orderId":"o-1"}'] = { attempts: "2" };
    const others = await Promise.all([permitOf(asking("o-1")), permitOf(asking("o-1"))]);

    expect([first, ...others]).to.deep.equal([1, 1, 1]);
    expect(reads).to.have.length(1);
  });

  it("is none where nothing was begun, or the dead letter's subject is unknown", async () => {
    const { permitOf, reads } = permitsOver({});

    expect(await permitOf(asking("o-9"))).to.equal(undefined);
    expect(await permitOf(deadLetter({ body: "{ poison" }))).to.equal(undefined);
    expect(reads).to.have.length(1);
  });
});
