import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { holdsData } from "./created-first";
import type { EncryptionKey } from "./encryption-key";
import { insecure, policyDocument, type Statement } from "./policy";
import type { ServicePrincipal } from "./service-principal";

export interface TopicArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
  /** Shown as the sender of emails to subscribers. */
  readonly displayName: string;
  /**
   * Services that publish without a role of this account; the key policy must allow each as well. A role of this account needs a grant
   * instead. @default none
   */
  readonly publishers?: readonly ServicePrincipal[];
  /** Whether the policy also allows the account itself. Its roles need grants in any case. @default false */
  readonly ownAccount?: boolean;
}

/** An encrypted topic. Its policy denies connections without TLS and allows exactly the given services; roles need grants. */
export class Topic extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The topic's policy; anything that publishes to the topic must depend on it. */
  readonly policy: pulumi.Resource;

  constructor(name: LogicalName, args: TopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "Topic"), name, {}, opts);
    const { stack, key } = args;
    const topic = new aws.sns.Topic(
      name,
      {
        name: physicalNameIn(stack, "topic", name),
        displayName: args.displayName,
        kmsMasterKeyId: key.arn,
        tags: stack.tags,
      },
      // Subscribers would have to confirm their subscription to a new topic again.
      { parent: this, ...holdsData(stack) },
    );
    const policy = new aws.sns.TopicPolicy(
      `${name}-policy`,
      { arn: topic.arn, policy: policyDocument(topicStatements(topic.arn, args)) },
      { parent: this },
    );
    this.name = topic.name;
    this.arn = topic.arn;
    this.policy = policy;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Actions on topics only: SNS rejects a policy with any other action as "out of service scope". */
function topicStatements(
  topicArn: pulumi.Output<string>,
  { stack, publishers = [], ownAccount = false }: TopicArgs,
): Statement[] {
  return [
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: insecure,
    },
    ...(ownAccount ? [accountPublishes(stack, topicArn)] : []),
    ...publishers.map(
      (publisher, index): Statement => ({
        Sid: `Publisher${index + 1}`,
        Effect: "Allow",
        Principal: { Service: publisher.service },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: {
          StringEquals: { "aws:SourceAccount": stack.accountId },
          ArnLike: { "aws:SourceArn": publisher.sourceArn },
        },
      }),
    ),
  ];
}

/** The account as an ARN, because a bare account id appears as a change in every preview. */
function accountPublishes(stack: StackContext, topicArn: pulumi.Output<string>): Statement {
  return {
    Sid: "AccountPublishes",
    Effect: "Allow",
    Principal: { AWS: pulumi.interpolate`arn:${stack.partition}:iam::${stack.accountId}:root` },
    Action: "sns:Publish",
    Resource: topicArn,
  };
}
