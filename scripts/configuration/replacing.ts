import { type AwsType, awsTypes } from "../../aws/resource-types";
import type { Config } from "../../components/config/schema";

/**
 * Settings whose change replaces resources, with the types that are replaced (keys of `aws/replacement`). Other settings replace nothing. A
 * test changes every setting and compares what Pulumi would replace with this list.
 */
export const replacing: Readonly<Partial<Record<keyof Config, readonly AwsType[] | "everything">>> = {
  // Every physical name ends with it.
  environmentSuffix: "everything",
  alertEmail: [awsTypes.sns.topicSubscription],
  notificationEmail: [awsTypes.sns.topicSubscription],
  webhookUrl: [awsTypes.kms.ciphertext],
  senderAddress: [awsTypes.sesv2.emailIdentity],
  senderIdentity: [awsTypes.sesv2.emailIdentity],
  corsAllowedOrigins: [awsTypes.apigateway.deployment],
  authorizerCacheSeconds: [awsTypes.apigateway.deployment],
  // Another name: the old domain ends.
  apiDomain: [
    awsTypes.acm.certificate,
    awsTypes.acm.certificateValidation,
    awsTypes.apigateway.basePathMapping,
    awsTypes.apigateway.domainName,
    awsTypes.route53.record,
  ],
  apiDefaultEndpoint: [awsTypes.apigateway.deployment],
};
