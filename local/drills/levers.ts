import { GetQueueAttributesCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { disableQueueMappings, queueMappingsOf, revokeGrant } from "../levers/levers";
import { killWorker } from "../storm/workers";
import type { Traffic } from "../traffic/traffic";
import type { WebhookFault } from "../webhook/fake-webhook";
import type { Lever } from "./drill";

/** Physical name of a resource of the stack, which may have its environment already. */
export function named({ outputs }: Traffic, name: string): string {
  const suffix = `-${outputs.stack.environmentSuffix}`;
  return name.endsWith(suffix) ? name : `${name}${suffix}`;
}

/** URL of a queue of the stack, by its name without the environment. */
export function queueUrl(traffic: Traffic, name: string): string {
  const { queueUrl: known } = traffic.outputs.confirmations;
  return known.replace(/[^/]+$/, named(traffic, name));
}

/** Id of the mapping by which a function reads its queue. @throws {NoLeverError} it reads none */
export async function mappingOf(traffic: Traffic, functionName: string): Promise<string> {
  const [id] = await queueMappingsOf(traffic.aws.lambda, named(traffic, functionName));
  return id;
}

/** A queue's mapping is disabled. */
export function mappingDisabled(functionName: string): Lever {
  return {
    what: `the mapping of ${functionName} is disabled`,
    pull: (traffic) => disableQueueMappings(traffic.aws.lambda, named(traffic, functionName)),
  };
}

/** A role lost the one grant of an action on a resource. */
export function grantRevoked(functionName: string, action: string, resource: RegExp): Lever {
  return {
    what: `the role of ${functionName} lost ${action}`,
    pull: (traffic) => revokeGrant(traffic.aws, named(traffic, functionName), action, resource),
  };
}

/** A queue's policy was changed outside of the program: it lets nobody in any more. */
export function queueShut(name: string): Lever {
  return {
    what: `the policy of ${name} lets nobody in`,
    async pull(traffic) {
      const QueueUrl = queueUrl(traffic, name);
      const { Attributes } = await traffic.aws.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }),
      );
      const set = (Policy: string) =>
        traffic.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
      await set("");
      return async () => void (await set(Attributes?.Policy ?? ""));
    },
  };
}

/** The chat room answers notifications of a source with a status. */
export function roomFails(source: string, status: number, what: string): Lever {
  return roomWith({ status }, source, what);
}

/** The chat room takes notifications of a source, and answers late. */
export function roomSlow(source: string, afterMs: number): Lever {
  return roomWith({ afterMs }, source, `the chat room answers after ${afterMs} ms`);
}

function roomWith(fault: WebhookFault, source: string, what: string): Lever {
  return {
    what,
    async pull({ stack }) {
      stack.webhook?.fail({ fault, source });
      return async () => stack.webhook?.recover(source);
    },
  };
}

/** Processes that run functions are killed, one after the other. */
export function workersDie(everyMs: number): Lever {
  return {
    what: `the process of some function is killed every ${everyMs} ms`,
    async pull({ stack, random }) {
      let killed = 0;
      const timer = setInterval(() => {
        if (killWorker(stack.emulatorPid ?? 0, random) !== undefined) killed++;
      }, everyMs);
      return async () => {
        clearInterval(timer);
        if (killed === 0) throw new Error("no process was killed: that needs Linux, and a function that was called");
      };
    },
  };
}

/** The issuer answers nobody. */
export function issuerDown(): Lever {
  return {
    what: "the issuer answers 503",
    async pull({ stack }) {
      stack.issuer.setDown(true);
      return async () => stack.issuer.setDown(false);
    },
  };
}

/** The issuer signs with a new key. */
export function issuerRotates(): Lever {
  return {
    what: "the issuer signs with a key that nobody has seen",
    async pull(traffic) {
      await traffic.stack.issuer.rotate();
      traffic.forgetTokens();
      return async () => undefined;
    },
  };
}
