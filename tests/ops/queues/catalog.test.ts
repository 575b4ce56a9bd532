import { expect } from "chai";
import { failureQueues, findFailureQueue, isFailureOutput } from "../../../ops/queues/catalog";
import { outputsWith } from "../support/outputs";

describe("the failure queues", () => {
  it("each know their way back", () => {
    const ways = failureQueues(outputsWith()).map(({ name, wayBack }) => [name, wayBack.kind]);

    expect(ways).to.deep.equal([
      ["orders-publisher-failures-test", "stream"],
      ["orders-auditor-failures-test", "stream"],
      ["confirmations-dead-letters-test", "queue"],
      ["confirmations-subscription-dead-letters-test", "queue"],
      ["confirmations-feedback-dead-letters-test", "queue"],
      ["confirmations-feedback-subscription-dead-letters-test", "queue"],
      ["shipments-dead-letters-test", "queue"],
      ["shipments-target-dead-letters-test", "queue"],
      ["shipments-bus-dead-letters-test", "sealed"],
    ]);
  });

  it("go back to the queue that they came from, and permits and marks can only be in the confirmations' own", () => {
    const found = failureQueues(outputsWith()).flatMap(({ name, wayBack }) =>
      wayBack.kind === "queue"
        ? [[name.replace(/-test$/, ""), wayBack.queueUrl.split("/").at(-1), wayBack.permits, wayBack.marked]]
        : [],
    );

    expect(found).to.deep.equal([
      ["confirmations-dead-letters", "confirmations-queue-test", true, true],
      ["confirmations-subscription-dead-letters", "confirmations-queue-test", false, true],
      ["confirmations-feedback-dead-letters", "confirmations-feedback-queue-test", false, false],
      ["confirmations-feedback-subscription-dead-letters", "confirmations-feedback-queue-test", false, false],
      ["shipments-dead-letters", "shipments-queue-test", false, false],
      ["shipments-target-dead-letters", "shipments-queue-test", false, false],
    ]);
  });

  it("are found by name with and without the environment, and by URL", () => {
    const outputs = outputsWith();
    const url = "https://sqs.us-east-1.amazonaws.com/000000000000/shipments-dead-letters-test";

    for (const typed of ["shipments-dead-letters", "shipments-dead-letters-test", url]) {
      expect(findFailureQueue(outputs, typed).url, typed).to.equal(url);
    }
  });

  it("are listed when a name is wrong: a working queue is none of them", () => {
    expect(() => findFailureQueue(outputsWith(), "confirmations-queue"))
      .to.throw("there is no dead-letter or failure queue 'confirmations-queue'")
      .with.property("message")
      .that.contains("confirmations-dead-letters-test");
  });

  it("may be fewer in a stack of an earlier version", () => {
    const outputs = outputsWith({ shipments: { busName: "b" } });

    expect(failureQueues(outputs).map(({ pipeline }) => pipeline)).not.to.include("shipments");
  });

  it("are recognized by the names of their outputs", () => {
    expect(["deadLetterQueueUrl", "failureQueueUrl", "busDeadLetterQueueUrl"].every(isFailureOutput)).to.equal(true);
    expect(["queueUrl", "feedbackQueueUrl", "tableName"].some(isFailureOutput)).to.equal(false);
  });
});
