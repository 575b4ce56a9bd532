// What the console reads from: AWS's own interfaces by the SDK, and what only a local run has.
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import type { LogTail } from "../../ops/logs/tail";
import { clientOptions, type OpsClients } from "../../ops/stack/clients";
import type { Target } from "../../ops/stack/target";
import type { SeenResource } from "../../program/monitor";
import type { CallCosts, CallCostsState, DrillSummary } from "../contract";
import type { WatchFeed } from "./watch";

/** Clients that operators' commands do not need. */
export interface ConsoleClients {
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  destroy(): void;
}

export function createConsoleClients(target: Target): ConsoleClients {
  const options = clientOptions(target);
  const clients = {
    events: new EventBridgeClient(options),
    sns: new SNSClient(options),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** A time range in epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
  /** One value for the whole range, whatever the periods. @default one for each period */
  readonly whole?: boolean;
}

/** One line of data. */
export interface MetricLine {
  readonly id: string;
  readonly label: string;
  /** Data points, oldest first; times are the beginnings of the periods, in epoch milliseconds. */
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** What CloudWatch's GetMetricData answers, or a local run in its place. */
export interface MetricAnswer {
  readonly lines: readonly MetricLine[];
  /** Why data may be missing. */
  readonly gaps: readonly string[];
}

/** Reads metrics. */
export interface MetricSource {
  data(queries: readonly MetricDataQuery[], range: TimeRange): Promise<MetricAnswer>;
}

/** An email that went out, without its HTML. */
export interface SentEmail {
  readonly messageId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
  /** SES's events about it that were published, oldest first. */
  readonly events: readonly { readonly type: string; readonly at: string }[];
}

/** An email that went out. */
export interface WholeEmail extends SentEmail {
  /** Empty where it has none. */
  readonly html: string;
}

/** What may become of an email. */
export type EmailOutcome = "Delivery" | "Bounce" | "Complaint";

/** What only a run on this machine has. */
export interface LocalSources {
  /** The newest emails, newest first, and the number of all: only of the newest much is kept. */
  inbox(): Promise<{ readonly emails: readonly SentEmail[]; readonly all: number }>;
  /** One of all emails; undefined when there is none with this id. */
  email(messageId: string): Promise<WholeEmail | undefined>;
  /** Publishes the event that SES would. @throws {RequestError} there is no such email, or nobody hears of its events */
  publishEvent(messageId: string, outcome: EmailOutcome): Promise<void>;
  /** A token that the API accepts. */
  token(customer: string, staff: boolean): Promise<string>;
  /** Every drill with its last verdict. */
  drills(): Promise<readonly DrillSummary[]>;
  /** What a million events cost by the calls that they cause. */
  readonly costs: {
    state(): CallCostsState;
    /** Causes events of each kind, and counts their calls; takes a minute. @throws {RequestError} it is measured already, or failed */
    measure(): Promise<CallCosts>;
  };
  /** What came of saved files. Absent without `--watch`. */
  readonly watch?: Pick<WatchFeed, "follow">;
}

/** Everything that the console reads from. */
export interface ConsoleSources {
  readonly target: Target;
  readonly clients: OpsClients;
  readonly more: ConsoleClients;
  /** The resources of the stack, with their physical names and ARNs. */
  readonly resources: readonly SeenResource[];
  readonly metrics: MetricSource;
  readonly logs: LogTail;
  /** From when on the logs are followed, epoch milliseconds. */
  readonly logsSince: number;
  /** Absent for a deployed stack. */
  readonly local?: LocalSources;
}

/** How the console may be used. */
export interface ConsoleOptions {
  /** Whether it may change anything. */
  readonly changes: boolean;
  /** Behind every command line that it shows, such as `--stack prod`. */
  readonly commandOptions: string;
  /** Seconds between two looks at what is counted. */
  readonly pollSeconds: number;
}
