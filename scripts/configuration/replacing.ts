import type { Config } from "../../components/config/schema";

/**
 * Settings whose change replaces resources, with the types that it replaces (keys of `aws/replacement`). All other settings replace
 * nothing. A test changes every setting and holds what Pulumi would replace against this.
 */
export const replacing: Readonly<Partial<Record<keyof Config, readonly string[] | "everything">>> = {
  // Every physical name ends in it.
  environmentSuffix: "everything",
  alertEmail: ["aws:sns/topicSubscription:TopicSubscription"],
  notificationEmail: ["aws:sns/topicSubscription:TopicSubscription"],
  webhookUrl: ["aws:kms/ciphertext:Ciphertext"],
  senderAddress: ["aws:sesv2/emailIdentity:EmailIdentity"],
  senderIdentity: ["aws:sesv2/emailIdentity:EmailIdentity"],
  corsAllowedOrigins: ["aws:apigateway/deployment:Deployment"],
  authorizerCacheSeconds: ["aws:apigateway/deployment:Deployment"],
};
