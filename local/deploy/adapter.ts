import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import type * as z from "zod";
import { UnknownInputError } from "../../program/errors";
import type { DeploymentTarget, PlainObject, ResourceState } from "../../program/resource";
import type { AsyncInvocations } from "../async/fake";
import type { FakeCodeDeploy } from "../codedeploy/fake";
import type { StreamMappings } from "../streams/fake";
import type { Clients } from "./clients";
import type { WidenedGrant } from "./widened-grants";

/** What an adapter may use while it creates a resource. */
export interface AdapterContext {
  readonly target: DeploymentTarget;
  readonly clients: Clients;
  /** Logical name of the resource. */
  readonly name: string;
  /** URL of the emulator, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** Address of a deployed API's stage. */
  readonly apiUrl: (apiId: string, stage: string) => Promise<string>;
  /** Delivers the records of streams. Absent: the emulator does. */
  readonly streams: Pick<StreamMappings, "add"> | undefined;
  /** Calls functions for topics. Absent: the emulator does. */
  readonly asynchronous: Pick<AsyncInvocations, "subscribe"> | undefined;
  /** Rolls out new versions. Absent: what rolls them out is declared, and nobody does. */
  readonly rollouts: Pick<FakeCodeDeploy, "addConfig" | "addGroup"> | undefined;
  /** Called for statements that were widened because the emulator denies them wrongly. */
  readonly onWidened: (grant: WidenedGrant) => void;
  /** Called for every alarm that was created: the emulator does not keep all of its inputs. */
  readonly onAlarm: (alarm: PutMetricAlarmCommandInput) => void;
}

/** Creates resources of one type on the emulator. */
export interface Adapter {
  /** Type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** Inputs that the adapter honours. */
  readonly inputs: readonly string[];
  /** Inputs that the emulator cannot honour, each with the reason; they are reported, once per type and input. */
  readonly ignores: Readonly<Record<string, string>>;
  /** Outputs that `create` returns, besides the inputs. */
  readonly outputs: readonly string[];
  /** @throws {UnknownInputError} when an input has a form that the adapter does not know */
  create(inputs: PlainObject, context: AdapterContext): Promise<ResourceState>;
}

/** An adapter, written down: a strict schema of the inputs it honours, and how to create the resource from them. */
export interface AdapterDefinition<Schema extends z.ZodObject, Output extends string> {
  readonly type: string;
  readonly inputs: Schema;
  readonly ignores?: Readonly<Record<string, string>>;
  readonly outputs: readonly Output[];
  readonly create: (
    inputs: z.output<Schema>,
    context: AdapterContext,
  ) => Promise<{ readonly id: string; readonly state: Readonly<Record<Output, unknown>> }>;
}

/** Turns a definition into an adapter that checks its inputs against the schema first. */
export function defineAdapter<Schema extends z.ZodObject, Output extends string>(
  definition: AdapterDefinition<Schema, Output>,
): Adapter {
  const { type, outputs, ignores = {} } = definition;
  return {
    type,
    outputs,
    ignores,
    inputs: Object.keys(definition.inputs.shape),
    async create(inputs, context) {
      const honoured = Object.fromEntries(Object.entries(inputs).filter(([key]) => !(key in ignores)));
      const parsed = definition.inputs.safeParse(honoured);
      if (!parsed.success) {
        const issues = parsed.error.issues.map(
          (issue) => `${issue.path.map(String).join(".") || "its inputs"}: ${issue.message}`,
        );
        throw new UnknownInputError(type, context.name, issues.join("; "));
      }
      return definition.create(parsed.data, context);
    },
  };
}
