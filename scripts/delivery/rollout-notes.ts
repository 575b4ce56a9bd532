import { awsTypes } from "../../aws/resource-types";
import { plainCell } from "./markdown";

/** A change of one resource, as `pulumi preview --diff` prints it. */
export interface PreviewedChange {
  /** `~` update, `+-` or `+`/`-` of a replacement, `+` create, `-` delete. */
  readonly sign: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs that differ, at the top level. */
  readonly properties: readonly string[];
}

/** Inputs of a function that are no part of its version: a change of these alone publishes none (provider, lambda/function.go). */
export const outsideVersion: readonly string[] = ["tags", "tagsAll", "reservedConcurrentExecutions"];

/** Inputs that both versions of an alias with weights must have alike (Lambda guide, "Implement Lambda canary deployments using a weighted alias"). */
const alikeInVersions: readonly string[] = ["role", "deadLetterConfig"];

/** What the version before meets as soon as `pulumi up` is done. */
const liveAtOnce: readonly string[] = [
  awsTypes.apigateway.deployment,
  awsTypes.cloudwatch.eventRule,
  awsTypes.dynamodb.table,
  awsTypes.iam.rolePolicy,
  awsTypes.lambda.eventSourceMapping,
  awsTypes.sns.topicPolicy,
  awsTypes.sqs.queue,
  awsTypes.sqs.queuePolicy,
];

const ROOM = 2_000;

/**
 * What a preview means for a roll-out, in Markdown: which functions will wait for one, and what the versions that are still called meet at once.
 * Undefined when neither changes.
 *
 * @param preview what Pulumi printed
 */
export function rolloutNotes(preview: string): string | undefined {
  const changes = changesIn(preview);
  const waiting = changes.filter(
    ({ type, sign, properties }) =>
      type === awsTypes.lambda.function &&
      sign === "~" &&
      properties.some((property) => !outsideVersion.includes(property)),
  );
  const live = changes.filter(({ type, sign }) => sign !== "+" && liveAtOnce.includes(type));
  if (waiting.length === 0 && live.length === 0) return undefined;
  const unlike = waiting.filter(({ properties }) => properties.some((property) => alikeInVersions.includes(property)));
  const changed = live.filter(({ sign }) => sign === "~");
  const gone = live.filter(({ sign }) => sign !== "~");
  const names = (all: readonly PreviewedChange[]) => plainCell(all.map(({ name }) => name).join(", "), ROOM);
  return [
    `**Roll-out**: ${waiting.length === 0 ? "no function waits for one." : `${names(waiting)} will wait for one.`}`,
    ...(unlike.length === 0
      ? []
      : [
          `${names(unlike)}: the new version has another role or dead-letter queue, and AWS shares calls only between versions that have the same. Change these first, without a step-by-step roll-out.`,
        ]),
    ...(changed.length === 0
      ? []
      : [
          `Live at once, for the versions before as well: ${names(changed)}. Does the code that is called now get on with it?`,
        ]),
    ...(gone.length === 0
      ? []
      : [`Taken away or replaced at once: ${names(gone)}. Is every version that uses it no longer called?`]),
    ...(unlike.length + live.length === 0 ? [] : ["See docs/rollout.md."]),
  ].join(" ");
}

/** The changes that `pulumi preview --diff` prints, one for each resource. */
export function changesIn(preview: string): readonly PreviewedChange[] {
  const found: (PreviewedChange & { readonly properties: string[] })[] = [];
  let sign: string | undefined;
  let indent = 0;
  for (const line of preview.split("\n")) {
    const head = /^( *)([~+-]{1,2}) (aws:[\w./-]+:\w+):/.exec(line);
    if (head !== null) {
      [sign, indent] = [head[2], (head[1] ?? "").length];
      continue;
    }
    const [, urn] = /^ *\[urn=([^\]]+)\]/.exec(line) ?? [];
    if (urn !== undefined && sign !== undefined) {
      const [, , types = "", name = ""] = urn.split("::");
      found.push({ sign, type: types.split("$").at(-1) ?? types, name, properties: [] });
      sign = undefined;
      continue;
    }
    const [, space = "", property] = /^( *)[~+-]{1,2} (\w+) *:/.exec(line) ?? [];
    // What stands deeper is inside of one of these.
    if (property !== undefined && space.length === indent + 2) found.at(-1)?.properties.push(property);
  }
  return found;
}
