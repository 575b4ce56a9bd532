import { expect } from "chai";
import { deadLetter } from "../support/dead-letters";
import { outputsWith } from "../support/outputs";
import { permitsOver } from "./permits-over";

const asking = (orderId: string) =>
  deadLetter({ body: JSON.stringify({ type: "OrderConfirmationRequested", orderId }) });

describe("a permit for one more email", () => {
  it("is the number of attempts that the order's delivery has had", async () => {
    const { permitOf } = permitsOver(outputsWith(), {
      'confirmations-deliveries-test {"orderId":"o-1"}': { attempts: "3" },
    });

    expect(await permitOf(asking("o-1"))).to.equal(3);
  });

  it("is one for an order, however many dead letters there are of it", async () => {
    const items: Record<string, { attempts: string }> = {
      'confirmations-deliveries-test {"orderId":"o-1"}': { attempts: "1" },
    };
    const { permitOf, reads } = permitsOver(outputsWith(), items);

    const first = await permitOf(asking("o-1"));
    // The first dead letter's email is uncertain as well, before the next dead letter goes.
    items['confirmations-deliveries-test {"orderId":"o-1"}'] = { attempts: "2" };
    const others = await Promise.all([permitOf(asking("o-1")), permitOf(asking("o-1"))]);

    expect([first, ...others]).to.deep.equal([1, 1, 1]);
    expect(reads).to.have.length(1);
  });

  it("is none where nothing was begun, or the dead letter's subject is unknown", async () => {
    const { permitOf, reads } = permitsOver(outputsWith(), {});

    expect(await permitOf(asking("o-9"))).to.equal(undefined);
    expect(await permitOf(deadLetter({ body: "{ poison" }))).to.equal(undefined);
    expect(reads).to.have.length(1);
  });
});
