import { expect } from "chai";
import type { ServicePrincipal } from "../../../components/blocks/service-principal";
import { Topic } from "../../../components/blocks/topic";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { statements, the } from "../../support/pulumi-queries";

const topicArn = "arn:aws:sns:eu-south-2:111122223333:monitoring-alerts-test";

function recordTopic(publishers?: readonly ServicePrincipal[]) {
  return record(() => {
    const { stack, key } = sharedArgs();
    const topic = new Topic("monitoring-alerts", {
      stack,
      key,
      displayName: "Alarms",
      ...(publishers && { publishers }),
    });
    return { arn: topic.arn };
  });
}

describe("a topic", () => {
  it("is encrypted with the stack's key, never with AWS's own", async () => {
    const { resources, result } = await recordTopic();

    expect(the(resources, "aws:sns/topic:Topic", "monitoring-alerts").inputs).to.deep.equal({
      name: "monitoring-alerts-test",
      displayName: "Alarms",
      kmsMasterKeyId: keyArn,
      tags,
    });
    expect(result.arn).to.equal(topicArn);
  });

  it("refuses connections without TLS and lets in no service by default", async () => {
    const { resources } = await recordTopic();

    const policy = the(resources, "aws:sns/topicPolicy:TopicPolicy", "monitoring-alerts-policy");
    expect(policy.inputs.arn).to.equal(topicArn);
    expect(statements(policy.inputs.policy)).to.deep.equal([
      {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("lets in each publisher with its account and source", async () => {
    const { resources } = await recordTopic([{ service: "cloudwatch.amazonaws.com", sourceArn: "arn:alarms" }]);

    const policy = the(resources, "aws:sns/topicPolicy:TopicPolicy", "monitoring-alerts-policy").inputs.policy;
    expect(statements(policy)).to.have.length(2);
    expect(statements(policy)[1]).to.deep.equal({
      Sid: "Publisher1",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:alarms" },
      },
    });
  });

  it("is the parent of topic and policy", async () => {
    const { resources } = await recordTopic();

    const block = the(resources, "backoffice:blocks:Topic", "monitoring-alerts");
    expect(resources.filter(({ parent }) => parent === block.urn).map(({ type }) => type)).to.have.members([
      "aws:sns/topic:Topic",
      "aws:sns/topicPolicy:TopicPolicy",
    ]);
  });
});
