import { type AwsType, awsTypes } from "../../aws/resource-types";
import type { Config } from "../../components/config/schema";

/**
 * Settings whose change replaces resources, with the types that it replaces (keys of `aws/replacement`). All other settings replace
 * nothing. A test changes every setting and holds what Pulumi would replace against this.
 */
export const replacing: Readonly<Partial<Record<keyof Config, readonly AwsType[] | "everything">>> = {
  // Every physical name ends in it.
  environmentSuffix: "everything",
  alertEmail: [awsTypes.sns.topicSubscription],
  notificationEmail: [awsTypes.sns.topicSubscription],
  webhookUrl: [awsTypes.kms.ciphertext],
  senderAddress: [awsTypes.sesv2.emailIdentity],
  senderIdentity: [awsTypes.sesv2.emailIdentity],
  corsAllowedOrigins: [awsTypes.apigateway.deployment],
  authorizerCacheSeconds: [awsTypes.apigateway.deployment],
};
