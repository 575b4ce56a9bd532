// What the server and the page say to each other about single views.

/** What came of a saved file, in a local run with `--watch`. */
export interface WatchChange {
  /** ISO 8601. */
  readonly at: string;
  /** Files from the root, such as `functions/orders/create/index.ts`. */
  readonly files: readonly string[];
  /** Functions that hold them, such as `orders/create`. */
  readonly functions: readonly string[];
  /** `live`: callers reach the new code; `unchanged`: no function's code is another; `failed`: the old code stays. */
  readonly outcome: "live" | "unchanged" | "failed" | "restart";
  /** Milliseconds of bundling. */
  readonly buildMs: number;
  /** Milliseconds from the first notice of the change to the last alias moved. */
  readonly liveMs: number;
  /** What the compiler or Lambda said, with file and line; what to do. */
  readonly message?: string;
}

/** The last changes, newest first. */
export interface WatchState {
  readonly changes: readonly WatchChange[];
}

/** A rehearsal of a failure, which this checkout knows. */
export interface DrillSummary {
  readonly name: string;
  /** Name of its runbook. */
  readonly runbook: string;
  readonly hypothesis: string;
  /** Alarms that it must raise, without `-alarm` and environment. */
  readonly alarms: readonly string[];
  /** What this machine cannot show of it. */
  readonly notShown: readonly string[];
  /** How it ended last on this machine; absent when it never ran. */
  readonly last?: {
    /** ISO 8601. */
    readonly at: string;
    readonly verdict: "held" | "failed" | "refused";
    readonly problems: readonly string[];
    readonly seconds: number;
  };
}

/** A roll-out of a function. */
export interface ReleaseDeployment {
  readonly id: string;
  /** Versions; empty when the deployment does not say. */
  readonly from: string;
  readonly to: string;
  /** CodeDeploy's word. */
  readonly status: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  /** The deployment that it takes back. */
  readonly takesBack?: string;
}

/** Which versions of a function are called. */
export interface FunctionRelease {
  readonly functionName: string;
  /** Versions with their share of the calls, 0 to 1; the share sums to 1. */
  readonly shares: readonly { readonly version: string; readonly share: number }[];
  readonly newest: string;
  /** `rolling`: calls are being shifted; `waits`: a newer version is not called yet; `refused`: it would not be rolled out now. */
  readonly state: "live" | "rolling" | "waits" | "refused";
  /** What `ops rollout` would do, or why it does nothing about this function. */
  readonly next: string;
  /** Of the last 30 days, newest first. */
  readonly deployments: readonly ReleaseDeployment[];
}

export interface Releases {
  readonly functions: readonly FunctionRelease[];
  readonly notices: readonly string[];
  /** Rolls out whatever waits; absent where nothing is rolled out. */
  readonly command?: string;
}

/** One step of the cost model beside the calls that were made. Per event; USD per million events. */
export interface ComparedStep {
  readonly what: string;
  /** Units by the model. */
  readonly modelled: number;
  /** Units by the calls; absent for a step that no call of a function or client shows. */
  readonly called?: number;
  readonly modelUsd: number;
  /** By the calls, else by the model. */
  readonly usd: number;
  /** The calls differ from the model by more than 5 %. */
  readonly differs: boolean;
}

/** One kind of event. */
export interface ComparedFlow {
  readonly name: string;
  readonly events: number;
  readonly steps: readonly ComparedStep[];
  /** A million events by the model alone. USD. */
  readonly modelUsd: number;
  /** With the calls' counts where calls show a step. USD. */
  readonly usd: number;
}

/** What a million events of each kind cost, by the calls that some of them caused in a local run. */
export interface CallCosts {
  /** ISO 8601. */
  readonly at: string;
  readonly flows: readonly ComparedFlow[];
}

/** The measurement of costs in a local run. */
export interface CallCostsState {
  /** Absent before the first. */
  readonly last?: CallCosts;
  /** One is on its way. */
  readonly running: boolean;
}

/** A dead letter with its content. */
export interface DeadLetterDetail {
  readonly messageId: string;
  readonly sentAt: string;
  readonly receiveCount: number;
  /** Indented when it is JSON; email addresses masked unless asked for. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What a redrive would do with it. */
  readonly plan: string;
  /** True when the message was received for this look, and given back. */
  readonly received: boolean;
}

/** One alarm in the list. */
export interface AlarmSummary {
  readonly name: string;
  readonly pipeline: string;
  readonly state: string;
  /** ISO 8601; of the last change of state. */
  readonly since: string;
  readonly reason: string;
  readonly summary: string;
  /** What it looks at, and when it rings. */
  readonly condition: string;
}

/** Data of a drawing: columns of equal length; a missing value is null. */
export interface PlotLine {
  readonly label: string;
  /** Epoch seconds and value. */
  readonly points: readonly (readonly [number, number])[];
}

export interface AlarmDetail extends AlarmSummary {
  readonly threshold: number | undefined;
  readonly lines: readonly PlotLine[];
  readonly from: number;
  readonly to: number;
  readonly notices: readonly string[];
  readonly history: readonly { readonly at: string; readonly text: string }[];
  /** Markdown of its page under `docs/runbooks/`. */
  readonly runbook: { readonly name: string; readonly text: string } | undefined;
}

/** An email in the list; addresses masked unless asked for. */
export interface EmailSummary {
  readonly messageId: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
  readonly events: readonly { readonly type: string; readonly at: string }[];
}

/** Failures of a function with the same name and message. */
export interface ErrorGroup {
  readonly functionName: string;
  readonly errorName: string;
  readonly errorMessage: string;
  /** First line of the project in the stack. */
  readonly place: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** How many in each of equal parts of the time, oldest first. */
  readonly histogram: readonly number[];
  readonly correlationIds: readonly string[];
  /** Decoded. */
  readonly stack: string;
  /** Redacted when it was written. */
  readonly event: string;
}

export interface ErrorReport {
  readonly from: string;
  readonly to: string;
  readonly groups: readonly ErrorGroup[];
  readonly notices: readonly string[];
}

/** Something that happened about what was searched for. */
export interface TimelineEvent {
  readonly at: string;
  readonly pipeline: string;
  readonly what: string;
  readonly facts: Readonly<Record<string, string>>;
  /** Where it was read. */
  readonly source: "table" | "log" | "email";
}

export interface Timeline {
  readonly id: string;
  readonly orderIds: readonly string[];
  readonly shipmentIds: readonly string[];
  readonly correlationIds: readonly string[];
  readonly events: readonly TimelineEvent[];
  readonly notices: readonly string[];
  /** What a quick answer is without: `tables` where no key and no index leads to the id, `logs` while they are read. */
  readonly left: readonly ("tables" | "logs")[];
  readonly command: string;
}

/** One operation of the API. */
export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
    readonly description: string;
  }[];
  /** Indented JSON by the example's name; empty without a body. */
  readonly examples: Readonly<Record<string, string>>;
}

export interface TryForms {
  readonly apiUrl: string;
  readonly operations: readonly ApiOperation[];
  readonly statuses: readonly string[];
  readonly severities: readonly string[];
  /** Whether the console makes tokens; else one is pasted. */
  readonly tokens: boolean;
}

export interface TryAnswer {
  readonly status: number;
  readonly milliseconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Indented when it is JSON. */
  readonly body: string;
  readonly curl: string;
}

/** One widget of a dashboard, with data. */
export interface WidgetData {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: "graph" | "numbers" | "text" | "other";
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly PlotLine[];
  readonly levels: readonly { readonly label: string; readonly value: number }[];
  readonly markdown: string;
  /** Why there is no data, or not all. */
  readonly notices: readonly string[];
}

export interface DashboardData {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly widgets: readonly WidgetData[];
}
