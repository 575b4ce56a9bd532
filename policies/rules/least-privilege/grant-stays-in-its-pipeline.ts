import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { isUnknown } from "../../engine/unknown";
import { hasWildcard, overlaps } from "../../iam/match";
import { grantableArns, usableTypes } from "../../iam/named-resources";
import { pipelineOf } from "../../iam/pipelines";
import { roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

const flow = z.strictObject({
  /** Pipeline of the function, or `*` for every one. */
  from: z.string(),
  /** Pipeline of the resource. */
  to: z.string(),
  actions: z.array(z.string()).min(1),
});
type Flow = z.infer<typeof flow>;

/** How the shop's data flows between pipelines: the diagram of the architecture page. */
const dataFlow: Flow[] = [
  { from: "*", to: "monitoring", actions: ["dynamodb:PutItem"] },
  { from: "orders", to: "confirmations", actions: ["sns:Publish"] },
  { from: "orders", to: "shipments", actions: ["events:PutEvents"] },
  { from: "shipments", to: "notifications", actions: ["sns:Publish"] },
  // The fallback mail comes from the shop's one verified sender.
  { from: "notifications", to: "confirmations", actions: ["ses:SendEmail"] },
];

export const grantStaysInItsPipeline = stackRule({
  name: "grant-stays-in-its-pipeline",
  concern: "least-privilege",
  description:
    "A function reaches into another pipeline only where the data flow of the design does, with the action that it names there.",
  rationale:
    "Pipelines that read and write each other's tables and queues can no longer be changed, or broken into, one by one; the error log is worth nothing when those who write it can also change it.",
  remediation:
    "Send an event or a message over the other pipeline's topic or bus, or write the new flow into the parameter 'flows' and into the design.",
  controls: ["least.cross-pipeline"],
  severity: "high",
  parameters: { flows: z.array(flow).default(dataFlow).describe("grants that may cross from one pipeline to another") },
  async check(stack, { each, report, parameters }) {
    const owners = ownersByArn(stack);
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // another rule wants one
      const from = pipelineOf(stack, lambda);
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        for (const resource of statement.resources) {
          for (const owner of ownersOf(resource, owners)) {
            const to = pipelineOf(stack, owner);
            const refused = statement.actions.filter((action) => !flows(parameters.flows, from, to, action));
            if (to === from || refused.length === 0) continue;
            const found = `${refused.join(", ")} on '${owner.name}'`;
            const wanted = `no such right from ${from} to ${to}`;
            report(bearer, statement.path, found, wanted);
          }
        }
      }
    });
  },
});

function flows(allowed: readonly Flow[], from: string, to: string, action: string): boolean {
  return allowed.some(
    (one) => (one.from === "*" || one.from === from) && one.to === to && one.actions.includes(action),
  );
}

/** Resources of the stack that hold or pass on data, by every ARN that they are granted under. Keys serve all pipelines. */
function ownersByArn(stack: Stack): ReadonlyMap<string, Resource> {
  const mail = ["aws:sesv2/emailIdentity:EmailIdentity", "aws:sesv2/configurationSet:ConfigurationSet"];
  const rest = ["aws:cloudwatch/logGroup:LogGroup", "aws:lambda/function:Function"];
  const owners = new Map<string, Resource>();
  for (const subject of stack.ofType(...usableTypes, ...mail, ...rest)) {
    const { arn, streamArn } = subject.raw.props;
    if (typeof arn !== "string" || isUnknown(arn)) continue;
    for (const each of [...grantableArns(subject), streamArn, `${arn}:*`]) {
      if (typeof each === "string") owners.set(each, subject);
    }
  }
  return owners;
}

function ownersOf(resource: string, owners: ReadonlyMap<string, Resource>): ReadonlySet<Resource> {
  const exact = owners.get(resource);
  if (exact !== undefined) return new Set([exact]);
  if (!hasWildcard(resource) || resource === "*") return new Set();
  return new Set([...owners].filter(([arn]) => overlaps(resource, arn)).map(([, owner]) => owner));
}
