import { accountIn } from "../arn";
import { contextOf } from "./conditions";
import type { AccessRequest } from "./evaluate";

/** A call that a service makes because one resource is wired to another. */
export interface ServiceCall {
  /** The service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  /** ARN of the resource whose policy is asked. */
  readonly resource: string;
  /** ARN of the resource in whose name the service comes. */
  readonly sourceArn: string;
}

/**
 * The call as IAM sees it: always by TLS, with the ARN and the account of its source. What else may come with it nobody knows.
 *
 * @param more further keys of the context, when these are all that there are
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
