import { DescribeEventBusCommand, ListTargetsByRuleCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendEmailCommand as SendV1Command } from "@aws-sdk/client-ses";
import {
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  GetConfigurationSetCommand as GetV2SetCommand,
} from "@aws-sdk/client-sesv2";
import { GetSubscriptionAttributesCommand, GetTopicAttributesCommand, PublishCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, ListQueueTagsCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { emulated, policy } from "./emulated";

describe("adapters of messaging services", () => {
  const world = emulated();

  it("create queues with attributes, policies, dead letters and tags", async () => {
    const { outputs } = await world.deploy(() => {
      const dead = new aws.sqs.Queue("dead", { name: "q-dead", messageRetentionSeconds: 1_209_600 });
      const queue = new aws.sqs.Queue("queue", {
        name: "q",
        visibilityTimeoutSeconds: 90,
        kmsMasterKeyId: "alias/aws/sqs",
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
        tags: { Application: "shop" },
      });
      const allow = { redrivePermission: "byQueue", sourceQueueArns: [queue.arn] };
      new aws.sqs.RedriveAllowPolicy("allow", {
        queueUrl: dead.url,
        redriveAllowPolicy: pulumi.jsonStringify(allow),
      });
      const send = { Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
      new aws.sqs.QueuePolicy("policy", { queueUrl: queue.url, policy: policy(send) });
      return { url: queue.url, arn: queue.arn, deadUrl: dead.url, deadArn: dead.arn };
    });

    const { Attributes = {} } = await world.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: String(outputs.url), AttributeNames: ["All"] }),
    );
    const { Attributes: ofDead = {} } = await world.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: String(outputs.deadUrl), AttributeNames: ["All"] }),
    );
    const { Tags } = await world.clients.sqs.send(new ListQueueTagsCommand({ QueueUrl: String(outputs.url) }));
    expect(Attributes).to.include({ QueueArn: outputs.arn, VisibilityTimeout: "90", KmsMasterKeyId: "alias/aws/sqs" });
    expect(JSON.parse(Attributes.RedrivePolicy ?? "")).to.deep.equal({
      deadLetterTargetArn: outputs.deadArn,
      maxReceiveCount: 5,
    });
    expect(Attributes.Policy).to.contain("sqs:SendMessage");
    expect(ofDead.MessageRetentionPeriod).to.equal("1209600");
    expect(JSON.parse(ofDead.RedriveAllowPolicy ?? "").sourceQueueArns).to.deep.equal([outputs.arn]);
    expect(Tags).to.deep.equal({ Application: "shop" });
  });

  it("create topics that deliver raw messages to queues", async () => {
    const { outputs } = await world.deploy(() => {
      const topic = new aws.sns.Topic("topic", { name: "t", displayName: "News", kmsMasterKeyId: "alias/aws/sns" });
      const queue = new aws.sqs.Queue("inbox", { name: "inbox" });
      const failed = new aws.sqs.Queue("failed", { name: "failed" });
      const permit = pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "sns.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: queue.arn,
          },
        ],
      });
      const queuePolicy = new aws.sqs.QueuePolicy("inbox-policy", { queueUrl: queue.url, policy: permit });
      const publish = { Principal: { Service: "ses.amazonaws.com" }, Action: "sns:Publish", Resource: "*" };
      new aws.sns.TopicPolicy("topic-policy", { arn: topic.arn, policy: policy(publish) });
      const subscription = new aws.sns.TopicSubscription(
        "subscription",
        {
          topic: topic.arn,
          protocol: "sqs",
          endpoint: queue.arn,
          rawMessageDelivery: true,
          redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn }),
        },
        { dependsOn: queuePolicy },
      );
      return { topic: topic.arn, queue: queue.url, subscription: subscription.arn };
    });

    await world.clients.sns.send(new PublishCommand({ TopicArn: String(outputs.topic), Message: "hello" }));

    const { Messages = [] } = await world.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: String(outputs.queue), WaitTimeSeconds: 5 }),
    );
    const { Attributes } = await world.clients.sns.send(
      new GetTopicAttributesCommand({ TopicArn: String(outputs.topic) }),
    );
    const subscription = await world.clients.sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: String(outputs.subscription) }),
    );
    expect(Messages.map((message) => message.Body)).to.deep.equal(["hello"]);
    expect(Attributes).to.include({ DisplayName: "News", KmsMasterKeyId: "alias/aws/sns" });
    expect(Attributes?.Policy).to.contain("ses.amazonaws.com");
    expect(subscription.Attributes?.RedrivePolicy).to.contain(":failed");
  });

  it("create event buses, rules, targets and archives", async () => {
    const { outputs } = await world.deploy(() => {
      const bus = new aws.cloudwatch.EventBus("bus", { name: "shop-bus", description: "What happens" });
      const put = { Principal: { AWS: "000000000000" }, Action: "events:PutEvents", Resource: bus.arn };
      new aws.cloudwatch.EventBusPolicy("bus-policy", {
        eventBusName: bus.name,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [{ Sid: "a", Effect: "Allow", ...put }] }),
      });
      new aws.cloudwatch.EventArchive("archive", { name: "shop-archive", eventSourceArn: bus.arn, retentionDays: 3 });
      const queue = new aws.sqs.Queue("events", { name: "events" });
      const rule = new aws.cloudwatch.EventRule("rule", {
        name: "orders",
        eventBusName: bus.name,
        eventPattern: JSON.stringify({ source: ["shop.orders"] }),
      });
      new aws.sqs.QueuePolicy("events-policy", {
        queueUrl: queue.url,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              ...{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" } },
              ...{ Action: "sqs:SendMessage", Resource: queue.arn },
            },
          ],
        }),
      });
      new aws.cloudwatch.EventTarget("target", {
        targetId: "queue",
        rule: rule.name,
        eventBusName: bus.name,
        arn: queue.arn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 600 },
      });
      return { bus: bus.name, busArn: bus.arn, rule: rule.arn, queue: queue.url };
    });

    const entry = { EventBusName: "shop-bus", Source: "shop.orders", DetailType: "x", Detail: '{"a":1}' };
    await world.clients.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));

    const { Messages = [] } = await world.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: String(outputs.queue), WaitTimeSeconds: 5 }),
    );
    const bus = await world.clients.eventBridge.send(new DescribeEventBusCommand({ Name: "shop-bus" }));
    const { Targets = [] } = await world.clients.eventBridge.send(
      new ListTargetsByRuleCommand({ Rule: "orders", EventBusName: "shop-bus" }),
    );
    expect(JSON.parse(Messages[0]?.Body ?? "{}").detail).to.deep.equal({ a: 1 });
    expect(bus.Arn).to.equal(outputs.busArn);
    expect(outputs.rule).to.equal("arn:aws:events:us-east-1:000000000000:rule/shop-bus/orders");
    expect(Targets[0]?.RetryPolicy).to.deep.equal({ MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 600 });
  });

  it("create email identities and sets that both SES APIs know", async () => {
    const { outputs } = await world.deploy(() => {
      const topic = new aws.sns.Topic("fate", { name: "fate" });
      const set = new aws.sesv2.ConfigurationSet("set", {
        configurationSetName: "mails",
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        suppressionOptions: { suppressedReasons: ["BOUNCE"] },
      });
      new aws.sesv2.ConfigurationSetEventDestination("events", {
        configurationSetName: set.configurationSetName,
        eventDestinationName: "fate",
        eventDestination: {
          enabled: true,
          matchingEventTypes: ["BOUNCE", "SEND"],
          snsDestination: { topicArn: topic.arn },
        },
      });
      const counted = new aws.sesv2.ConfigurationSet("counted", {
        configurationSetName: "counted",
        suppressionOptions: { suppressedReasons: [] },
      });
      new aws.sesv2.ConfigurationSetEventDestination("failures", {
        configurationSetName: counted.configurationSetName,
        eventDestinationName: "failures",
        eventDestination: {
          enabled: true,
          matchingEventTypes: ["BOUNCE"],
          cloudWatchDestination: {
            dimensionConfigurations: [
              {
                dimensionName: "ses:configuration-set",
                dimensionValueSource: "MESSAGE_TAG",
                defaultDimensionValue: "counted",
              },
            ],
          },
        },
      });
      const domain = new aws.sesv2.EmailIdentity("domain", {
        emailIdentity: "shop.example.com",
        configurationSetName: set.configurationSetName,
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
      });
      return {
        topic: topic.arn,
        set: set.arn,
        identity: domain.arn,
        tokens: domain.dkimSigningAttributes.apply((attributes) => attributes.tokens ?? []),
      };
    });

    const sent = await world.clients.ses.send(
      new SendV1Command({
        Source: "orders@shop.example.com",
        Destination: { ToAddresses: ["a@example.com"] },
        Message: { Subject: { Data: "x" }, Body: { Text: { Data: "y" } } },
        ConfigurationSetName: "mails",
      }),
    );

    const set = await world.clients.sesV2.send(new GetV2SetCommand({ ConfigurationSetName: "mails" }));
    const events = await world.clients.sesV2.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: "mails" }),
    );
    const failures = await world.clients.sesV2.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: "counted" }),
    );
    const identity = await world.clients.sesV2.send(new GetEmailIdentityCommand({ EmailIdentity: "shop.example.com" }));
    expect(sent.MessageId).to.be.a("string");
    expect(set.DeliveryOptions?.TlsPolicy).to.equal("REQUIRE");
    expect(set.SuppressionOptions?.SuppressedReasons).to.deep.equal(["BOUNCE"]);
    expect(events.EventDestinations?.[0]).to.deep.include({ Name: "fate", Enabled: true });
    expect(events.EventDestinations?.[0]?.SnsDestination?.TopicArn).to.equal(outputs.topic);
    expect(failures.EventDestinations?.[0]?.SnsDestination).to.equal(undefined);
    expect(failures.EventDestinations?.[0]?.CloudWatchDestination?.DimensionConfigurations).to.deep.equal([
      {
        DimensionName: "ses:configuration-set",
        DimensionValueSource: "MESSAGE_TAG",
        DefaultDimensionValue: "counted",
      },
    ]);
    expect(identity.DkimAttributes?.Tokens).to.deep.equal(outputs.tokens);
    expect(outputs.tokens).to.have.length(3);
    expect(outputs.identity).to.equal("arn:aws:ses:us-east-1:000000000000:identity/shop.example.com");
  });
});
