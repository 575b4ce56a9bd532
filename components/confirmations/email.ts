import * as pulumi from "@pulumi/pulumi";
import { type DnsRecord, dkimRecords } from "../../aws/ses-dkim";
import type { Topic } from "../blocks/topic";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { configurationSetName } from "./messaging";

/** What confirmation emails are sent with. */
export interface ConfirmationEmail {
  readonly identityArn: pulumi.Output<string>;
  readonly configurationSetName: pulumi.Output<string>;
  readonly configurationSetArn: pulumi.Output<string>;
  /** Names of the three CNAME records that verify the domain; empty for an email address. */
  readonly dkimTokens: pulumi.Output<string[]>;
  /** These DNS records in full; empty for an email address, and where the region's DKIM domain is not known. */
  readonly dkimRecords: pulumi.Output<DnsRecord[]>;
}

/** The sender's identity, the configuration set, and the events that SES publishes about each email. */
export function email(
  { stack }: { readonly stack: StackContext },
  feedback: Topic,
  parent: pulumi.Resource,
): ConfirmationEmail {
  const { config, tags } = stack;
  const set = new aws.sesv2.ConfigurationSet(
    "confirmations-mail",
    {
      configurationSetName: configurationSetName(stack),
      // SES does not deliver to servers without TLS.
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
      tags,
    },
    { parent },
  );
  new aws.sesv2.ConfigurationSetEventDestination(
    "confirmations-mail-events",
    {
      configurationSetName: set.configurationSetName,
      eventDestinationName: physicalNameIn(stack, "eventDestination", "confirmations-mail-events"),
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"],
        snsDestination: { topicArn: feedback.arn },
      },
    },
    // SES tests the topic when the destination is created.
    { parent, dependsOn: [feedback.policy] },
  );
  const identity = config.senderIdentity ?? config.senderAddress;
  const sender = new aws.sesv2.EmailIdentity(
    "confirmations-sender-identity",
    {
      emailIdentity: identity,
      configurationSetName: set.configurationSetName,
      // Easy DKIM is for domains; for an email address the provider of its domain signs.
      ...(!identity.includes("@") && { dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" } }),
      tags,
    },
    { parent },
  );
  const dkimTokens = sender.dkimSigningAttributes.apply((attributes) => attributes?.tokens ?? []);
  return {
    identityArn: sender.arn,
    configurationSetName: set.configurationSetName,
    configurationSetArn: set.arn,
    dkimTokens,
    dkimRecords: pulumi
      .all([dkimTokens, stack.region])
      .apply(([tokens, region]) => dkimRecords(identity, tokens, region)),
  };
}
