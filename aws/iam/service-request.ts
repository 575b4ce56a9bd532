import { accountIn } from "../arn";
import { contextOf } from "./conditions";
import type { AccessRequest } from "./evaluate";

/** A call that a service makes because one resource is connected to another. */
export interface ServiceCall {
  /** The service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  /** ARN of the resource whose policy decides. */
  readonly resource: string;
  /** ARN of the resource on whose behalf the service calls. */
  readonly sourceArn: string;
}

/**
 * The call as an IAM request: over TLS, with the ARN and the account of its source. Its other condition keys are unknown.
 *
 * @param more further condition keys; when given, the request has no others
 */
export function serviceRequest(
  { service, action, resource, sourceArn }: ServiceCall,
  more?: Readonly<Record<string, string>>,
): AccessRequest {
  const context = {
    "aws:SourceArn": sourceArn,
    "aws:SourceAccount": accountIn(sourceArn),
    "aws:SecureTransport": "true",
    ...more,
  };
  return {
    action,
    resource,
    caller: { kind: "Service", name: service },
    context: contextOf(context, more !== undefined),
  };
}
