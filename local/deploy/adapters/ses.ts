import { CreateConfigurationSetCommand as CreateV1SetCommand } from "@aws-sdk/client-ses";
import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateEmailIdentityCommand,
  type EventType,
  GetEmailIdentityCommand,
  type SuppressionListReason,
} from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, number, tagList, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

export const emailIdentity = defineAdapter({
  type: awsTypes.sesv2.emailIdentity,
  inputs: z.strictObject({
    emailIdentity: z.string(),
    configurationSetName: text,
    dkimSigningAttributes: z
      .strictObject({ nextSigningKeyLength: z.enum(["RSA_1024_BIT", "RSA_2048_BIT"]) })
      .optional(),
    tags,
  }),
  outputs: ["arn", "dkimSigningAttributes", "identityType", "verificationStatus", "verifiedForSendingStatus"],
  async create(inputs, { clients, target }) {
    await clients.sesV2.send(
      new CreateEmailIdentityCommand({
        EmailIdentity: inputs.emailIdentity,
        ConfigurationSetName: inputs.configurationSetName,
        DkimSigningAttributes: inputs.dkimSigningAttributes && {
          NextSigningKeyLength: inputs.dkimSigningAttributes.nextSigningKeyLength,
        },
        Tags: tagList(inputs.tags),
      }),
    );
    const made = await clients.sesV2.send(new GetEmailIdentityCommand({ EmailIdentity: inputs.emailIdentity }));
    const dkim = made.DkimAttributes;
    return {
      id: inputs.emailIdentity,
      state: {
        arn: `arn:${target.partition}:ses:${target.region}:${target.accountId}:identity/${inputs.emailIdentity}`,
        dkimSigningAttributes: {
          ...inputs.dkimSigningAttributes,
          currentSigningKeyLength: dkim?.CurrentSigningKeyLength ?? "",
          signingAttributesOrigin: dkim?.SigningAttributesOrigin ?? "AWS_SES",
          status: dkim?.Status ?? "SUCCESS",
          tokens: dkim?.Tokens ?? [],
        },
        identityType: made.IdentityType,
        verificationStatus: made.VerificationStatus ?? "SUCCESS",
        verifiedForSendingStatus: made.VerifiedForSendingStatus ?? true,
      },
    };
  },
});

export const configurationSet = defineAdapter({
  type: awsTypes.sesv2.configurationSet,
  inputs: z.strictObject({
    configurationSetName: z.string(),
    deliveryOptions: z
      .strictObject({ tlsPolicy: z.enum(["REQUIRE", "OPTIONAL"]).optional(), maxDeliverySeconds: number })
      .optional(),
    reputationOptions: z.strictObject({ reputationMetricsEnabled: flag }).optional(),
    sendingOptions: z.strictObject({ sendingEnabled: flag }).optional(),
    suppressionOptions: z.strictObject({ suppressedReasons: z.array(z.enum(["BOUNCE", "COMPLAINT"])) }).optional(),
    tags,
  }),
  outputs: ["arn"],
  async create(inputs, { clients, target }) {
    const { deliveryOptions: delivery, suppressionOptions: suppression } = inputs;
    await Promise.all([
      clients.sesV2.send(
        new CreateConfigurationSetCommand({
          ConfigurationSetName: inputs.configurationSetName,
          DeliveryOptions: delivery && {
            TlsPolicy: delivery.tlsPolicy,
            MaxDeliverySeconds: delivery.maxDeliverySeconds,
          },
          ReputationOptions: inputs.reputationOptions && {
            ReputationMetricsEnabled: inputs.reputationOptions.reputationMetricsEnabled,
          },
          SendingOptions: inputs.sendingOptions && { SendingEnabled: inputs.sendingOptions.sendingEnabled },
          SuppressionOptions: suppression && {
            SuppressedReasons: suppression.suppressedReasons as SuppressionListReason[],
          },
          Tags: tagList(inputs.tags),
        }),
      ),
      // On AWS both APIs share their configuration sets; the emulator keeps two lists, and email is sent with the older API.
      clients.ses.send(new CreateV1SetCommand({ ConfigurationSet: { Name: inputs.configurationSetName } })),
    ]);
    const arn = `arn:${target.partition}:ses:${target.region}:${target.accountId}:configuration-set/${inputs.configurationSetName}`;
    return { id: inputs.configurationSetName, state: { arn } };
  },
});

const dimensionConfiguration = z.strictObject({
  dimensionName: z.string(),
  dimensionValueSource: z.enum(["MESSAGE_TAG", "EMAIL_HEADER", "LINK_TAG"]),
  defaultDimensionValue: z.string(),
});

export const configurationSetEventDestination = defineAdapter({
  type: awsTypes.sesv2.configurationSetEventDestination,
  inputs: z.strictObject({
    configurationSetName: z.string(),
    eventDestinationName: z.string(),
    eventDestination: z.strictObject({
      enabled: flag,
      matchingEventTypes: z.array(z.string()),
      snsDestination: z.strictObject({ topicArn: z.string() }).optional(),
      cloudWatchDestination: z.strictObject({ dimensionConfigurations: z.array(dimensionConfiguration) }).optional(),
    }),
  }),
  outputs: [],
  async create(inputs, { clients }) {
    const {
      enabled,
      matchingEventTypes,
      snsDestination: sns,
      cloudWatchDestination: metrics,
    } = inputs.eventDestination;
    await clients.sesV2.send(
      new CreateConfigurationSetEventDestinationCommand({
        ConfigurationSetName: inputs.configurationSetName,
        EventDestinationName: inputs.eventDestinationName,
        EventDestination: {
          Enabled: enabled ?? false,
          MatchingEventTypes: matchingEventTypes as EventType[],
          SnsDestination: sns && { TopicArn: sns.topicArn },
          // Stored by the emulator; nothing here writes these metrics, so their alarms have no data.
          CloudWatchDestination: metrics && {
            DimensionConfigurations: metrics.dimensionConfigurations.map((dimension) => ({
              DimensionName: dimension.dimensionName,
              DimensionValueSource: dimension.dimensionValueSource,
              DefaultDimensionValue: dimension.defaultDimensionValue,
            })),
          },
        },
      }),
    );
    return { id: `${inputs.configurationSetName}|${inputs.eventDestinationName}`, state: {} };
  },
});
