import { type AwsType, awsTypes, resourceNameOf } from "../../../aws/resource-types";
import { UsageError } from "../../../cli/errors";
import { camelCase, checkName } from "../names";
import type { Kind } from "../part";

/** Property that the first version of a service's rule checks: a text that is visible in the console. */
const firstLooks: Readonly<Record<string, readonly [type: AwsType, property: string]>> = {
  apigateway: [awsTypes.apigateway.restApi, "description"],
  eventbridge: [awsTypes.cloudwatch.eventRule, "description"],
  iam: [awsTypes.iam.role, "description"],
  kms: [awsTypes.kms.key, "description"],
  lambda: [awsTypes.lambda.function, "description"],
  sns: [awsTypes.sns.topic, "displayName"],
};

/** `awsTypes.sns.topic` of `aws:sns/topic:Topic`. */
function memberOf(type: AwsType): string {
  const [, path = ""] = type.split(":");
  return `awsTypes.${path.replace("/", ".")}`;
}

/** A rule of the policy pack for a single resource. */
export const ruleKind: Kind = {
  form: "SERVICE/NAME",
  does: `a rule of the policy pack with its test: that resources say what they are for; SERVICE is one of ${Object.keys(firstLooks).join(", ")}`,
  part(text) {
    checkName(
      "rule",
      text,
      /^[a-z0-9]+\/[a-z]+(-[a-z]+)+$/,
      "its service and two words or more, such as sns/topic-says-what-for",
    );
    const [service = "", name = ""] = text.split("/");
    const look = firstLooks[service];
    if (look === undefined)
      throw new UsageError(
        `a rule is written for ${Object.keys(firstLooks).join(", ")}, '${service}' given: docs/policies.md says how manually`,
      );
    const [type, property] = look;
    const file = `policies/rules/${service}/${name}.ts`;
    return {
      files: [
        { path: file, template: "rule/rule.ts.mustache" },
        { path: `tests/policies/rules/${service}/${name}.test.ts`, template: "rule/rule.test.ts.mustache" },
      ],
      edits: [],
      view: {
        name,
        id: camelCase(name),
        service,
        type,
        member: memberOf(type),
        property,
        resources: resourceNameOf(type),
      },
      scripts: ["policy-index", "policy-tables"],
      next: [
        `${file}: say what holds, what goes wrong otherwise, how to remedy it, and which controls it covers`,
        "npm run policies -- --stack dev judges the program by it; npm run mutations -- WORDS shows what it catches",
      ],
    };
  },
};
