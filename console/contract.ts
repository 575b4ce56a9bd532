// What the server and the page say to each other. Types only: the page's bundle holds nothing of the server.
export type * from "./contract-views";

/** What the console looks at. */
export interface About {
  /** As in questions: which environment, account and region. */
  readonly title: string;
  readonly kind: "local" | "deployed";
  readonly environment: string;
  readonly region: string;
  /** Whether this console may change anything. */
  readonly changes: boolean;
  /** Views that this stack cannot feed, with the reason. */
  readonly without: Readonly<Record<string, string>>;
  /** Options behind every `npm run ops -- COMMAND`, such as `--stack prod`; empty for the local run. */
  readonly commandOptions: string;
  readonly functions: readonly string[];
  /** Queues of failures, by physical name. */
  readonly failureQueues: readonly {
    readonly name: string;
    /** Whether a redrive can permit one more email. */
    readonly permits: boolean;
  }[];
  /** What looking costs, in a sentence; absent where it costs nothing. */
  readonly cost?: string;
}

/** Kind of a resource in the picture. */
export type NodeKind =
  | "api"
  | "function"
  | "table"
  | "topic"
  | "queue"
  | "deadLetterQueue"
  | "bus"
  | "email"
  | "archive"
  | "outside";

/** A resource in the picture. */
export interface PictureNode {
  readonly id: string;
  /** Physical name; for what is outside a title. */
  readonly name: string;
  readonly label: string;
  readonly kind: NodeKind;
  /** True for a resource of another pipeline. */
  readonly foreign: boolean;
  /** Centre and size, in CSS pixels at scale 1. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** `failure`: what could not be delivered or processed. */
  readonly kind: "data" | "read" | "failure";
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** One pipeline's flow. */
export interface PipelinePicture {
  readonly pipeline: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** Messages in a queue; SQS's figures are approximate. */
export interface QueueDepth {
  readonly visible: number;
  readonly hidden: number;
}

/** Calls of a function in the last five minutes. */
export interface FunctionRate {
  readonly invocations: number;
  readonly errors: number;
}

/** The state of everything that is counted, by physical name. */
export interface Live {
  readonly queues: Readonly<Record<string, QueueDepth>>;
  readonly functions: Readonly<Record<string, FunctionRate>>;
  /** State by name of the alarm. */
  readonly alarms: Readonly<Record<string, string>>;
  /** What could not be read, and why. */
  readonly problems: readonly string[];
}

/** A resource with all that is known of it. */
export interface ResourceDetail {
  readonly name: string;
  readonly type: string;
  readonly pipeline: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of a function's role: what it may do on what. */
  readonly grants: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
  /** Who may use it: functions, by their grants. */
  readonly users: readonly { readonly name: string; readonly actions: readonly string[] }[];
  readonly alarms: readonly string[];
  /** Address in AWS's console; absent for the local run. */
  readonly consoleUrl?: string;
}

/** Answer of a command of `npm run ops --`: exactly what its `--json` prints, and what it noted beside. */
export interface OpsAnswer<T = unknown> {
  /** 0, or why not: see `cli/exit-codes.ts`. */
  readonly code: number;
  readonly result: T;
  readonly notes: readonly string[];
  /** The equal command line, to copy. */
  readonly command: string;
}

/** One line of a function's log. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly functionName: string;
  readonly level: string;
  readonly message: string;
  readonly correlationId?: string;
  readonly requestId?: string;
  /** The line as it was written. */
  readonly text: string;
}
