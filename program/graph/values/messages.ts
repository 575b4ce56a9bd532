import type { ValueMakers } from "./fake-outputs";

export const messageValues: ValueMakers = {
  "aws:sqs/queue:Queue": (of) => {
    const url = `https://${of.host("sqs")}/${of.place.accountId}/${of.name()}`;
    return { id: url, arn: of.arn("sqs", of.name()), url };
  },
  "aws:sqs/queuePolicy:QueuePolicy": (of) => ({ id: of.text("queueUrl") }),
  "aws:sqs/redrivePolicy:RedrivePolicy": (of) => ({ id: of.text("queueUrl") }),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": (of) => ({ id: of.text("queueUrl") }),
  "aws:sns/topic:Topic": (of) => {
    const arn = of.arn("sns", of.name());
    return { id: arn, arn, owner: of.place.accountId };
  },
  "aws:sns/topicPolicy:TopicPolicy": (of) => ({ id: of.text("arn"), owner: of.place.accountId }),
  "aws:sns/topicSubscription:TopicSubscription": (of) => {
    const arn = `${of.text("topic")}:${of.uuid()}`;
    const byEmail = of.text("protocol").startsWith("email");
    return {
      id: arn,
      arn,
      confirmationWasAuthenticated: !byEmail,
      ownerId: of.place.accountId,
      pendingConfirmation: byEmail,
    };
  },
  "aws:cloudwatch/eventBus:EventBus": (of) => ({ id: of.name(), arn: of.arn("events", `event-bus/${of.name()}`) }),
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": (of) => ({ id: of.text("eventBusName") }),
  "aws:cloudwatch/eventRule:EventRule": (of) => {
    const path = [of.text("eventBusName"), of.name()].filter((part) => part !== "").join("/");
    return { id: path, arn: of.arn("events", `rule/${path}`) };
  },
  "aws:cloudwatch/eventTarget:EventTarget": (of) => ({
    id: [of.text("eventBusName"), of.text("rule"), of.name("targetId")].filter((part) => part !== "").join("-"),
  }),
  "aws:cloudwatch/eventArchive:EventArchive": (of) => ({
    id: of.name(),
    arn: of.arn("events", `archive/${of.name()}`),
  }),
  "aws:sesv2/configurationSet:ConfigurationSet": (of) => {
    const id = of.name("configurationSetName");
    return { id, arn: of.arn("ses", `configuration-set/${id}`) };
  },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": (of) => ({
    id: `${of.text("configurationSetName")}|${of.text("eventDestinationName")}`,
  }),
  "aws:sesv2/emailIdentity:EmailIdentity": (of) => {
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
        // SES gives an address no tokens.
        tokens: domain ? [0, 1, 2].map((index) => `${of.letters(31)}${index}`) : [],
      },
    };
  },
};
