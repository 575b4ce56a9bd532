import { expect } from "chai";
import { Queue, type QueueArgs } from "../../../components/blocks/queue";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { countByType, ofType, statements, the } from "../../support/pulumi-queries";

const arnOf = (name: string) => `arn:aws:sqs:eu-south-2:111122223333:${name}`;
const urlOf = (name: string) => `https://sqs.eu-south-2.amazonaws.com/111122223333/${name}`;
const topicArn = "arn:aws:sns:eu-south-2:111122223333:a-topic";

function recordQueue(changes: Partial<QueueArgs> = {}) {
  return record(() => {
    const queue = new Queue("confirmations-queue", {
      ...sharedArgs(),
      deadLettersName: "confirmations-dead-letters",
      visibilityTimeoutSeconds: 180,
      maxReceiveCount: 5,
      producers: [{ service: "sns.amazonaws.com", sourceArn: topicArn }],
      ...changes,
    });
    return { url: queue.url, deadLettersUrl: queue.deadLettersUrl };
  });
}

const deny = (name: string) => ({
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: arnOf(name),
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

describe("a queue", () => {
  it("is encrypted, keeps messages four days and moves them to its dead letters", async () => {
    const { resources, result } = await recordQueue();

    const { redrivePolicy, ...inputs } = the(resources, "aws:sqs/queue:Queue", "confirmations-queue").inputs;
    expect(inputs).to.deep.equal({
      name: "confirmations-queue-test",
      kmsMasterKeyId: keyArn,
      kmsDataKeyReusePeriodSeconds: 300,
      messageRetentionSeconds: 345_600,
      visibilityTimeoutSeconds: 180,
      receiveWaitTimeSeconds: 20,
      tags,
    });
    expect(JSON.parse(String(redrivePolicy))).to.deep.equal({
      deadLetterTargetArn: arnOf("confirmations-dead-letters-test"),
      maxReceiveCount: 5,
    });
    expect(result).to.deep.equal({
      url: urlOf("confirmations-queue-test"),
      deadLettersUrl: urlOf("confirmations-dead-letters-test"),
    });
  });

  it("has dead letters that are encrypted, kept for fourteen days, and its own alone", async () => {
    const { resources } = await recordQueue();

    expect(the(resources, "aws:sqs/queue:Queue", "confirmations-dead-letters").inputs).to.deep.equal({
      name: "confirmations-dead-letters-test",
      kmsMasterKeyId: keyArn,
      kmsDataKeyReusePeriodSeconds: 300,
      messageRetentionSeconds: 1_209_600,
      receiveWaitTimeSeconds: 20,
      tags,
    });
    const allow = the(resources, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "confirmations-dead-letters-allow");
    expect(allow.inputs.queueUrl).to.equal(urlOf("confirmations-dead-letters-test"));
    expect(JSON.parse(String(allow.inputs.redriveAllowPolicy))).to.deep.equal({
      redrivePermission: "byQueue",
      sourceQueueArns: [arnOf("confirmations-queue-test")],
    });
  });

  it("lets in its producers by their source, and nobody without TLS", async () => {
    const { resources } = await recordQueue();

    const policy = the(resources, "aws:sqs/queuePolicy:QueuePolicy", "confirmations-queue-policy");
    expect(policy.inputs.queueUrl).to.equal(urlOf("confirmations-queue-test"));
    expect(statements(policy.inputs.policy)).to.deep.equal([
      deny("confirmations-queue-test"),
      {
        Sid: "Producer1",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arnOf("confirmations-queue-test"),
        Condition: {
          ArnEquals: { "aws:SourceArn": topicArn },
        },
      },
    ]);
    const deadLetters = the(resources, "aws:sqs/queuePolicy:QueuePolicy", "confirmations-dead-letters-policy");
    expect(deadLetters.inputs.queueUrl).to.equal(urlOf("confirmations-dead-letters-test"));
    expect(statements(deadLetters.inputs.policy)).to.deep.equal([deny("confirmations-dead-letters-test")]);
  });

  it("lets in nobody by default", async () => {
    const { resources } = await recordQueue({ producers: [] });

    const policy = the(resources, "aws:sqs/queuePolicy:QueuePolicy", "confirmations-queue-policy").inputs.policy;
    expect(statements(policy)).to.deep.equal([deny("confirmations-queue-test")]);
  });

  it("is made of nothing else, and is the parent of all of it", async () => {
    const { resources } = await recordQueue();

    const own = resources.filter(({ name, type }) => name.startsWith("confirmations") && type.startsWith("aws:"));
    expect(countByType(own)).to.deep.equal({
      "aws:sqs/queue:Queue": 2,
      "aws:sqs/queuePolicy:QueuePolicy": 2,
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 2,
    });
    const queue = the(resources, "backoffice:blocks:Queue", "confirmations-queue");
    expect(own.every(({ parent }) => parent === queue.urn)).to.equal(true);
    expect(ofType(own, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs.name)).to.deep.equal([
      "confirmations-dead-letters-alarm-test",
      "confirmations-queue-age-alarm-test",
    ]);
  });

  const bad: readonly (readonly [string, Partial<QueueArgs>, string])[] = [
    ["too few receives", { maxReceiveCount: 4 }, "maxReceiveCount must be a whole number between 5 and 1000, 4 given"],
    ["too many receives", { maxReceiveCount: 1001 }, "maxReceiveCount must be a whole number between 5 and 1000"],
    [
      "half a receive",
      { maxReceiveCount: 5.5 },
      "maxReceiveCount must be a whole number between 5 and 1000, 5.5 given",
    ],
    ["hiding for too long", { visibilityTimeoutSeconds: 43_201 }, "visibilityTimeoutSeconds must be a whole number"],
  ];
  for (const [what, changes, message] of bad) {
    it(`refuses ${what} before it declares anything`, async () => {
      let error: unknown;

      const { resources } = await record(() => {
        const base = sharedArgs();
        try {
          new Queue("confirmations-queue", {
            ...base,
            deadLettersName: "confirmations-dead-letters",
            visibilityTimeoutSeconds: 180,
            maxReceiveCount: 5,
            ...changes,
          });
        } catch (caught) {
          error = caught;
        }
      });

      expect(String(error)).to.include(message);
      expect(ofType(resources, "backoffice:blocks:Queue")).to.deep.equal([]);
    });
  }
});
