import { UsageError } from "../../../cli/errors";
import { camelCase, checkName } from "../names";
import type { Kind } from "../part";

/** What the first version of a service's rule looks at: a text that people read in the console. */
const firstLooks: Readonly<Record<string, readonly [type: string, property: string]>> = {
  apigateway: ["aws:apigateway/restApi:RestApi", "description"],
  eventbridge: ["aws:cloudwatch/eventRule:EventRule", "description"],
  iam: ["aws:iam/role:Role", "description"],
  kms: ["aws:kms/key:Key", "description"],
  lambda: ["aws:lambda/function:Function", "description"],
  sns: ["aws:sns/topic:Topic", "displayName"],
};

/** A rule of the policy pack that one resource decides. */
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
      view: { name, id: camelCase(name), service, type, property, resources: type.split(":").at(-1) ?? type },
      scripts: ["policy-index", "policy-tables"],
      next: [
        `${file}: say what holds, what goes wrong otherwise, how to remedy it, and which controls it covers`,
        "npm run policies -- --stack dev judges the program by it; npm run mutations -- WORDS shows what it catches",
      ],
    };
  },
};
