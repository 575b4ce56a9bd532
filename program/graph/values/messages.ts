import { awsTypes } from "../../../aws/resource-types";
import type { ValueMakers } from "./fake-outputs";

export const messageValues: ValueMakers = {
  [awsTypes.sqs.queue]: (of) => {
    const url = `https://${of.host("sqs")}/${of.target.accountId}/${of.name()}`;
    return { id: url, arn: of.arn("sqs", of.name()), url };
  },
  [awsTypes.sqs.queuePolicy]: (of) => ({ id: of.text("queueUrl") }),
  [awsTypes.sqs.redrivePolicy]: (of) => ({ id: of.text("queueUrl") }),
  [awsTypes.sqs.redriveAllowPolicy]: (of) => ({ id: of.text("queueUrl") }),
  [awsTypes.sns.topic]: (of) => {
    const arn = of.arn("sns", of.name());
    return { id: arn, arn, owner: of.target.accountId };
  },
  [awsTypes.sns.topicPolicy]: (of) => ({ id: of.text("arn"), owner: of.target.accountId }),
  [awsTypes.sns.topicSubscription]: (of) => {
    const arn = `${of.text("topic")}:${of.uuid()}`;
    const byEmail = of.text("protocol").startsWith("email");
    return {
      id: arn,
      arn,
      confirmationWasAuthenticated: !byEmail,
      ownerId: of.target.accountId,
      pendingConfirmation: byEmail,
    };
  },
  [awsTypes.cloudwatch.eventBus]: (of) => ({ id: of.name(), arn: of.arn("events", `event-bus/${of.name()}`) }),
  [awsTypes.cloudwatch.eventBusPolicy]: (of) => ({ id: of.text("eventBusName") }),
  [awsTypes.cloudwatch.eventRule]: (of) => {
    const path = [of.text("eventBusName"), of.name()].filter((part) => part !== "").join("/");
    return { id: path, arn: of.arn("events", `rule/${path}`) };
  },
  [awsTypes.cloudwatch.eventTarget]: (of) => ({
    id: [of.text("eventBusName"), of.text("rule"), of.name("targetId")].filter((part) => part !== "").join("-"),
  }),
  [awsTypes.cloudwatch.eventArchive]: (of) => ({
    id: of.name(),
    arn: of.arn("events", `archive/${of.name()}`),
  }),
  [awsTypes.sesv2.configurationSet]: (of) => {
    const id = of.name("configurationSetName");
    return { id, arn: of.arn("ses", `configuration-set/${id}`) };
  },
  [awsTypes.sesv2.configurationSetEventDestination]: (of) => ({
    id: `${of.text("configurationSetName")}|${of.text("eventDestinationName")}`,
  }),
  [awsTypes.sesv2.emailIdentity]: (of) => {
    const id = of.text("emailIdentity");
    const domain = !id.includes("@");
    const declared = of.inputs.dkimSigningAttributes;
    return {
      id,
      arn: of.arn("ses", `identity/${id}`),
      identityType: domain ? "DOMAIN" : "EMAIL_ADDRESS",
      verificationStatus: "PENDING",
      verifiedForSendingStatus: false,
      dkimSigningAttributes: {
        ...(typeof declared === "object" ? declared : {}),
        currentSigningKeyLength: domain ? "RSA_2048_BIT" : "",
        signingAttributesOrigin: "AWS_SES",
        status: domain ? "PENDING" : "NOT_STARTED",
        // An identity that is an email address has no DKIM tokens.
        tokens: domain ? [0, 1, 2].map((index) => `${of.letters(31)}${index}`) : [],
      },
    };
  },
};
