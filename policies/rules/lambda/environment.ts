import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import { isUnknown } from "../../engine/unknown";
import { promisesSecret, secretIn } from "../../wiring/secrets";

/** Variables that Lambda sets itself and does not accept. Source: Lambda's guide on environment variables. */
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

/** Most bytes that all names and values may take together, as JSON. */
const LIMIT = 4096;

export const environmentFitsLambda = resourceRule({
  name: "environment-fits-lambda",
  concern: "reliability",
  description: "A function's environment is one that Lambda takes, and that switches no protection off.",
  rationale:
    "Reserved names and more than 4 KB are refused in the middle of a deployment; a plain http address or NODE_TLS_REJECT_UNAUTHORIZED lets anybody on the way read and answer, a login's keys among it; debug lines hold customers' data.",
  remediation:
    "Take the variable away, or give it an https address or another level; put what is long into a file of the bundle.",
  controls: ["lambda.sizing", "lambda.environment-secrets"],
  severity: "high",
  types: [awsTypes.lambda.function],
  parameters: {
    plainHttp: z.boolean().default(false).describe("Whether http addresses may stand there: for a local run only."),
    levels: z.array(z.string()).default(["INFO", "WARN", "ERROR"]).describe("Values that LOG_LEVEL may have."),
  },
  check(lambda, { report, parameters: { plainHttp, levels } }) {
    const variables = Object.entries(Object(lambda.value("environment.variables")) as Record<string, unknown>);
    const refuse = (name: string, found: unknown, wanted: string) =>
      report(lambda, `environment.variables.${name}`, found, wanted);
    for (const [name, value] of variables) {
      if (reserved.test(name)) refuse(name, "reserved", "a name that Lambda leaves to others");
      if (typeof value !== "string" || isUnknown(value)) continue;
      if (name === "NODE_TLS_REJECT_UNAUTHORIZED" && value !== "1") refuse(name, value, "nothing");
      if (name === "NODE_OPTIONS" && /--(inspect|tls-min|insecure|require|import|loader)/.test(value))
        refuse(name, value, "no debugger, no older TLS and no other code");
      if (!plainHttp && /^http:\/\//i.test(value)) refuse(name, value, "an https address");
      if (name === "LOG_LEVEL" && !levels.includes(value)) refuse(name, value, levels.join(" or "));
    }
    const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(variables)));
    if (size > LIMIT) report(lambda, "environment.variables", `${size} bytes`, `at most ${LIMIT}`);
  },
});

export const environmentHoldsNoSecrets = resourceRule({
  name: "environment-holds-no-secrets",
  concern: "encryption",
  description: "No environment variable of a function holds a secret in plain text.",
  rationale:
    "Everybody who may read a function's configuration reads its environment, and it stands in the stack's state and in every published version.",
  remediation:
    "Pass the secret as KMS ciphertext in a variable that ends in _CIPHERTEXT, or the ARN of a secret that the function reads.",
  controls: ["lambda.environment-secrets"],
  severity: "critical",
  types: [awsTypes.lambda.function],
  parameters: {
    ciphertextNames: z
      .string()
      .default("(^|_)CIPHERTEXT$")
      .describe("Regular expression of the names of variables whose value is KMS ciphertext in base64."),
  },
  check(lambda, { report, parameters: { ciphertextNames } }) {
    const ciphertext = new RegExp(ciphertextNames);
    const values = Object(lambda.value("environment.variables"));
    const names = lambda.keys("environment.variables");
    for (const name of names) {
      const value: unknown = Reflect.get(values, name);
      if (typeof value !== "string" || isUnknown(value)) continue;
      const secret = secretIn(name, value, ciphertext.test(name));
      if (secret === undefined) continue;
      const wanted = "no secret in plain text";
      // The message names the kind of secret, not its value, which must not get into a log.
      report(lambda, `environment.variables.${name}`, secret, wanted);
    }
    // An unknown value comes from another resource and is mostly its name. Under a name that suggests a secret it may be one: undecided.
    for (const name of names.filter(promisesSecret)) lambda.value(`environment.variables.${name}`);
  },
});
