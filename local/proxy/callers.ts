import { createHash } from "node:crypto";
import * as z from "zod";
import type { Caller } from "./record";
import type { AwsRequest } from "./request";

/** Knows functions by the access keys of their roles' sessions. */
export interface Callers {
  /** @param accessKey of a call; absent for a request to a deployed API */
  find(accessKey: string | undefined): Caller;
  /** Learns functions, versions and aliases from Lambda's answers to those who create them. */
  learn(request: AwsRequest, answer: Buffer): void;
}

const creating: readonly string[] = [
  ...["CreateFunction", "PublishVersion", "UpdateFunctionCode", "UpdateFunctionConfiguration", "CreateAlias"],
];
/** Answers of these operations: a configuration, or an alias. Source: Lambda API Reference. */
const answerSchema = z.union([
  z.object({ FunctionArn: z.string(), Role: z.string(), Version: z.string().optional() }),
  z.object({ AliasArn: z.string() }),
]);

/**
 * Access key of a function's session. The emulator derives it from the ARN by which the function was deployed or is called, and its role.
 * Source: MiniStack 1.5.33, core/lambda_runtime.py, `execution_credentials`.
 */
export function accessKeyOf(functionArn: string, roleArn: string): string {
  const digest = createHash("sha256").update(`${functionArn}:${roleArn}`).digest("hex");
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
}

export function createCallers(): Callers {
  const callers = new Map<string, Caller>();
  const roles = new Map<string, string>();

  function note(functionArn: string, roleArn: string): void {
    const { bare, name, qualifier } = partsOf(functionArn);
    roles.set(bare, roleArn);
    const version = qualifier !== undefined && /^(\d+|\$LATEST)$/.test(qualifier) ? qualifier : undefined;
    callers.set(accessKeyOf(functionArn, roleArn), {
      kind: "function",
      name,
      ...(version !== undefined && { version }),
    });
  }

  return {
    find(accessKey) {
      if (accessKey === undefined) return { kind: "client" };
      // Only sessions of roles have such keys, and only functions have roles here.
      return callers.get(accessKey) ?? { kind: accessKey.startsWith("ASIA") ? "unknown" : "administrator" };
    },
    learn({ service, action }, answer) {
      if (service !== "lambda" || !creating.includes(action)) return;
      const parsed = answerSchema.safeParse(JSON.parse(answer.toString("utf8")));
      if (!parsed.success) return;
      if ("AliasArn" in parsed.data) {
        const role = roles.get(partsOf(parsed.data.AliasArn).bare);
        if (role !== undefined) note(parsed.data.AliasArn, role);
        return;
      }
      const { FunctionArn, Role, Version } = parsed.data;
      const { bare } = partsOf(FunctionArn);
      // A worker has the key of the bare ARN or of its version's, by the operation that published the version.
      note(bare, Role);
      note(FunctionArn, Role);
      if (Version !== undefined) note(`${bare}:${Version}`, Role);
    },
  };
}

function partsOf(functionArn: string): { readonly bare: string; readonly name: string; readonly qualifier?: string } {
  const parts = functionArn.split(":");
  const qualifier = parts[7];
  return { bare: parts.slice(0, 7).join(":"), name: parts[6] ?? "", ...(qualifier !== undefined && { qualifier }) };
}
