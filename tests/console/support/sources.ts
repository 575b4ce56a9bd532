import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { ConsoleSources, LocalSources } from "../../../console/server/sources";
import { outputsWith } from "../../ops/support/outputs";

/** Two messages wait in each queue, and every other call is refused. */
export function consoleSources(changes: Partial<ConsoleSources> = {}): ConsoleSources {
  const outputs = outputsWith();
  const answer = {
    send: async (command: unknown) => {
      if (command instanceof GetQueueAttributesCommand) return { Attributes: { ApproximateNumberOfMessages: "2" } };
      throw Object.assign(new Error("no"), { name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
    },
  };
  return {
    target: { title: "environment 'test'", outputs, region: "us-east-1", accountId: "000000000000" },
    clients: new Proxy({}, { get: () => answer }) as ConsoleSources["clients"],
    more: new Proxy({}, { get: () => answer }) as ConsoleSources["more"],
    resources: [],
    metrics: { data: async () => ({ lines: [], gaps: [] }) },
    logsSince: 0,
    logs: { look: async () => ({ lines: [], missing: [], failures: [] }) },
    ...changes,
  };
}

/** A local run that has sent nothing, and has no drills. */
export function localSources(changes: Partial<LocalSources> = {}): LocalSources {
  return {
    inbox: async () => ({ emails: [], all: 0 }),
    email: async () => undefined,
    drills: async () => [],
    publishEvent: async () => undefined,
    token: async () => "",
    costs: { state: () => ({ running: false }), measure: async () => ({ at: "", flows: [] }) },
    ...changes,
  };
}
