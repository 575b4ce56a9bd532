import { expect } from "chai";
import { DeadLetterQueue } from "../../../components/blocks/dead-letter-queue";
import { Queue } from "../../../components/blocks/queue";
import { Topic } from "../../../components/blocks/topic";
import { topicToQueue } from "../../../components/blocks/topic-to-queue";
import { record } from "../../support/pulumi";
import { sharedArgs } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

describe("a subscription of a queue to a topic", () => {
  it("delivers raw bodies, keeps what it cannot deliver, and waits for both queues' policies", async () => {
    const { resources } = await record(() => {
      const base = sharedArgs();
      const topic = new Topic("confirmations-topic", { ...base, displayName: "Confirmations" });
      const queue = new Queue("confirmations-queue", {
        ...base,
        deadLettersName: "confirmations-dead-letters",
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 5,
      });
      const deadLetterQueue = new DeadLetterQueue("confirmations-failures", base);
      topicToQueue("confirmations-subscription", { ...base, topic, queue, deadLetterQueue }, topic);
    });

    const subscription = the(resources, "aws:sns/topicSubscription:TopicSubscription", "confirmations-subscription");
    const { redrivePolicy, ...inputs } = subscription.inputs;
    expect(inputs).to.deep.equal({
      topic: "arn:aws:sns:eu-south-2:111122223333:confirmations-topic-test",
      protocol: "sqs",
      endpoint: "arn:aws:sqs:eu-south-2:111122223333:confirmations-queue-test",
      rawMessageDelivery: true,
    });
    expect(JSON.parse(String(redrivePolicy))).to.deep.equal({
      deadLetterTargetArn: "arn:aws:sqs:eu-south-2:111122223333:confirmations-failures-test",
    });
    expect(subscription.dependencies).to.include.members([
      the(resources, "aws:sqs/queuePolicy:QueuePolicy", "confirmations-queue-policy").urn,
      the(resources, "aws:sqs/queuePolicy:QueuePolicy", "confirmations-failures-policy").urn,
    ]);
  });
});
