/** How a service is reached from a VPC without a way to the internet. */
export interface EndpointService {
  /** Last part of the endpoint service's name, such as `sqs` of `com.amazonaws.eu-central-1.sqs`. */
  readonly name: string;
  /** A gateway endpoint is a route and free; an interface endpoint has an address in each subnet and costs by the hour. */
  readonly type: "Gateway" | "Interface";
}

/**
 * Endpoints of the services whose API code may call, by the prefix of their IAM actions (AWS PrivateLink guide, "AWS services that integrate
 * with AWS PrivateLink").
 */
export const endpointServices: Readonly<Record<string, EndpointService>> = {
  dynamodb: { name: "dynamodb", type: "Gateway" },
  s3: { name: "s3", type: "Gateway" },
  cloudwatch: { name: "monitoring", type: "Interface" },
  events: { name: "events", type: "Interface" },
  kms: { name: "kms", type: "Interface" },
  lambda: { name: "lambda", type: "Interface" },
  logs: { name: "logs", type: "Interface" },
  secretsmanager: { name: "secretsmanager", type: "Interface" },
  // Not email-smtp, which does not answer the API.
  ses: { name: "email", type: "Interface" },
  sns: { name: "sns", type: "Interface" },
  sqs: { name: "sqs", type: "Interface" },
  ssm: { name: "ssm", type: "Interface" },
  states: { name: "states", type: "Interface" },
  sts: { name: "sts", type: "Interface" },
};
