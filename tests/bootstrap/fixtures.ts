import type { StateTarget } from "../../bootstrap/rights/state";
import type { Subject } from "../../bootstrap/rights/subject";
import { pipelineNames } from "../../components/pipelines";
import { domainSettings } from "../support/domain-settings";

/** Of the one stack that has one. */
export const apiDomain: NonNullable<Subject["apiDomain"]> = JSON.parse(domainSettings.apiDomain);

/** Whose rights the tests look at. */
export function subjectOf(changes: Partial<Subject> = {}): Subject {
  return {
    partition: "aws",
    region: "eu-central-1",
    accountId: "123456789012",
    dnsSuffix: "amazonaws.com",
    suffix: "dev",
    pipelines: pipelineNames,
    senderIdentity: "orders@dev.example.com",
    sesSandbox: false,
    apiDomain,
    ...boundariesOf("dev"),
    ...changes,
  };
}

/** ARNs of an environment's boundaries. */
export function boundariesOf(
  environment: string,
  partition = "aws",
): Pick<Subject, "runtimeBoundaryArn" | "serviceBoundaryArn"> {
  const policy = (kind: string) =>
    `arn:${partition}:iam::123456789012:policy/backoffice-${kind}-boundary-${environment}-delivery`;
  return { runtimeBoundaryArn: policy("runtime"), serviceBoundaryArn: policy("service") };
}

/** A sixth and a seventh pipeline, with names as long as `npm run new` takes them. */
const furtherPipelines = ["f", "g"].map((letter) => letter.repeat(16));

/** The longest that names of places, environments, pipelines and addresses get. */
export const longest: Subject = subjectOf({
  partition: "aws-us-gov",
  region: "ap-southeast-99",
  dnsSuffix: "amazonaws.com.cn",
  suffix: "twelveletter",
  pipelines: [...pipelineNames, ...furtherPipelines],
  sesSandbox: true,
  apiDomain: { name: `${"a".repeat(52)}.example.com`, hostedZoneId: `Z${"0".repeat(31)}` },
  senderIdentity: "somebody.with.a.long.name@a-long-department.of-a-long-company.example.com",
  ...boundariesOf("twelveletter", "aws-us-gov"),
});

export const stateTarget: StateTarget = {
  environment: "twelveletter",
  region: longest.region,
  dnsSuffix: longest.dnsSuffix,
  bucketArn: "arn:aws-us-gov:s3:::backoffice-state-twelveletter-delivery-123456789012",
  keyArn: "arn:aws-us-gov:kms:ap-southeast-99:123456789012:key/11112222-3333-4444-5555-666677778888",
};
