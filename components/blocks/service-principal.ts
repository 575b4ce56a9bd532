import type * as pulumi from "@pulumi/pulumi";

/** An AWS service that a resource policy allows to publish or send, and the resource on whose behalf it does. */
export interface ServicePrincipal {
  /** Service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  /** ARN, possibly with `*`, of that resource: the policy requires it as `aws:SourceArn`. */
  readonly sourceArn: pulumi.Input<string>;
}
