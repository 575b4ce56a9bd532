import { expect } from "chai";
import { sample } from "../../../ops/queues/look";
import { fakeSqs } from "../support/fake-sqs";

const url = "https://sqs/dead";
const aws = { region: "us-east-1", accountId: "000000000000" };

describe("a look into a queue on AWS", () => {
  it("receives up to so many messages and gives each of them back", async () => {
    const sqs = fakeSqs();
    for (let index = 0; index < 30; index++) sqs.put(url, `b${index}`);

    const seen = await sample(aws, sqs, url, 25);

    expect(seen.received).to.equal(true);
    expect(new Set(seen.deadLetters.map(({ body }) => body)).size).to.equal(25);
    expect([...(sqs.queues.get(url)?.values() ?? [])].every(({ visible }) => visible)).to.equal(true);
    expect(sqs.queues.get(url)?.size).to.equal(30);
  });

  it("touches nothing when nothing is to be looked at", async () => {
    const untouched = { send: () => Promise.reject(new Error("touched")) };

    expect(await sample(aws, untouched, url, 0)).to.deep.equal({ deadLetters: [], received: false });
  });

  it("gives back what it has when a receive fails", async () => {
    const sqs = fakeSqs();
    for (let index = 0; index < 15; index++) sqs.put(url, `b${index}`);
    let receives = 0;
    const flaky = {
      send: async (command: object) => {
        if (command.constructor.name === "ReceiveMessageCommand" && ++receives === 2) throw new Error("gone");
        return sqs.send(command);
      },
    };

    const thrown: unknown = await sample(aws, flaky, url, 15).catch((error: unknown) => error);

    expect(thrown).to.have.property("message", "gone");
    expect([...(sqs.queues.get(url)?.values() ?? [])].every(({ visible }) => visible)).to.equal(true);
  });
});
