import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "./requests";
import { leaves, put } from "./values";

/** Pulumi's placeholder for a string that a preview does not know (`unknownValue` of its SDK). */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs that the provider sets when they are absent: unknown in a first preview, and only in the stack rules' view. */
const computed: Readonly<Record<string, readonly string[]>> = {
  [awsTypes.sqs.queue]: ["policy", "redrivePolicy", "redriveAllowPolicy", "deduplicationScope"],
  [awsTypes.sns.topic]: ["policy", "signatureVersion", "tracingConfig"],
  [awsTypes.sns.topicSubscription]: ["filterPolicyScope"],
  [awsTypes.lambda.function]: ["ephemeralStorage", "snapStart", "codeSha256"],
  [awsTypes.lambda.eventSourceMapping]: ["maximumRetryAttempts", "parallelizationFactor", "metricsConfig"],
  [awsTypes.dynamodb.table]: ["readCapacity", "writeCapacity", "streamViewType", "globalSecondaryIndexes"],
  [awsTypes.iam.role]: ["inlinePolicies", "managedPolicyArns", "namePrefix"],
  [awsTypes.kms.key]: ["rotationPeriodInDays", "multiRegion"],
  [awsTypes.apigateway.restApi]: ["policy", "apiKeySource", "binaryMediaTypes", "disableExecuteApiEndpoint"],
  [awsTypes.cloudwatch.metricAlarm]: ["evaluateLowSampleCountPercentiles"],
  [awsTypes.cloudwatch.logGroup]: ["logGroupClass"],
  [awsTypes.sesv2.emailIdentity]: ["dkimSigningAttributes"],
};

/**
 * The resources as a preview shows them when some are still to be created. The inputs of new resources are known, their other outputs are
 * not; nor is any input that comes from such an output, though its origin stays known.
 *
 * @param isNew whether a resource is still to be created. Default: all, as in a first preview
 */
export function preview(
  resources: readonly Resource[],
  isNew: (resource: Resource) => boolean = () => true,
): readonly Resource[] {
  const made = new Map(resources.filter(isNew).map((resource) => [resource.urn, fakeOutputs(resource)]));
  return resources.map((resource) => {
    const hidden = leaves(resource.inputs).filter(({ path, value }) => {
      const sources = resource.propertyDependencies[String(path[0])] ?? [];
      if (path[0] === "triggers") return sources.some((urn) => made.has(urn)); // the hash of an unknown value is unknown
      return sources.some((urn) => (made.get(urn) ?? []).some((text) => holds(value, text)));
    });
    // A JSON string becomes unknown as a whole.
    const inputs = hidden.reduce<unknown>((now, { path }) => hide(now, path), resource.inputs) as Resource["inputs"];
    if (!isNew(resource)) return { ...resource, inputs, state: { ...resource.state, ...inputs } };
    const outputs = Object.keys(resource.state).filter((key) => !(key in resource.inputs));
    const filled = (computed[resource.type] ?? []).filter((key) => !(key in resource.inputs));
    const unknowns = Object.fromEntries([...outputs, ...filled].map((key) => [key, unknownText]));
    return { ...resource, inputs, state: { ...unknowns, ...inputs } };
  });
}

/** Strings among the outputs that exist only after creation. */
function fakeOutputs({ inputs, state }: Resource): readonly string[] {
  const known = new Set(Object.values(inputs));
  return Object.entries(state).flatMap(([key, value]) =>
    key in inputs || known.has(value) || typeof value !== "string" || value === "" ? [] : [value],
  );
}

/** Whether a value contains the output; a short one, such as a version, must be the whole value. */
function holds(value: unknown, text: string): boolean {
  return text.length < 6 ? value === text : String(value).includes(text);
}

function hide(inputs: unknown, path: readonly (string | number)[]): unknown {
  let value = inputs;
  for (const [index, key] of path.entries()) {
    if (typeof value === "string") return put(inputs, path.slice(0, index), unknownText);
    value = Reflect.get(Object(value), key);
  }
  return value === undefined ? inputs : put(inputs, path, unknownText);
}
