import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import { physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { createdFirst } from "./created-first";
import type { EncryptionKey } from "./encryption-key";
import { insecure, policyDocument, type Statement } from "./policy";
import type { ServicePrincipal } from "./service-principal";

export interface TopicArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
  /** Shown as sender of emails to subscribers. */
  readonly displayName: string;
  /** Services that publish without a role of this account: the key policy must allow each as well. Roles of this account need a grant instead. @default none */
  readonly publishers?: readonly ServicePrincipal[];
  /** Whether the policy itself names the account. Its roles need their grants either way. @default false */
  readonly ownAccount?: boolean;
}

/** An encrypted topic that refuses plain connections and is open to roles of this account and exactly the given services. */
export class Topic extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The topic's policy: create it before anything publishes here. */
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
      // People who have confirmed their subscription would have to do it again.
      { parent: this, ...createdFirst },
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

/** Topic actions only: any other makes AWS refuse the policy as "out of service scope". */
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

/** The account as a whole ARN: a bare account id shows up as a change in every preview. */
function accountPublishes(stack: StackContext, topicArn: pulumi.Output<string>): Statement {
  return {
    Sid: "AccountPublishes",
    Effect: "Allow",
    Principal: { AWS: pulumi.interpolate`arn:${stack.partition}:iam::${stack.accountId}:root` },
    Action: "sns:Publish",
    Resource: topicArn,
  };
}
