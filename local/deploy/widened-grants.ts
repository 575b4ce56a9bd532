// Changes policy statements by which the emulator would deny what AWS allows. Only these are changed, only here, and each is reported.

import { asList, isForPlainRequests, readStatements } from "../../aws/iam/document";

/** A statement that was deployed to the emulator wider than the program declares it, or left out because it denies. */
export interface WidenedGrant {
  /** Name of the role, or a kind of resource whose policies it stood in. */
  readonly role: string;
  /** Name of the role's policy; empty for resources. */
  readonly policy: string;
  /** The statement's actions, as declared. */
  readonly actions: readonly string[];
  /** What was left out: the resources, a condition key, or the whole statement. */
  readonly dropped: string;
  readonly reason: string;
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An action that the emulator evaluates wrongly. */
interface Widening {
  /** Matches the actions concerned, lower case. */
  readonly actions: RegExp;
  /** Condition keys that the emulator does not supply, lower case. */
  readonly conditionKeys: readonly string[];
  /** The emulator evaluates the action on `*`, so a statement for one resource never matches. */
  readonly resources: boolean;
  readonly reason: string;
}

const widenings: readonly Widening[] = [
  {
    actions: /^ses:send/,
    conditionKeys: ["ses:fromaddress", "ses:recipients", "ses:feedbackaddress", "ses:fromdisplayname"],
    resources: true,
    reason: "the emulator evaluates ses:Send* on * and supplies no ses: condition keys",
  },
  {
    actions: /^events:putevents$/,
    conditionKeys: ["events:source", "events:detail-type"],
    resources: false,
    reason: "the emulator supplies no events:source and no events:detail-type",
  },
  {
    actions: /^cloudwatch:putmetricdata$/,
    conditionKeys: ["cloudwatch:namespace"],
    resources: false,
    reason: "the emulator supplies no cloudwatch:namespace",
  },
  {
    actions: /^kms:decrypt$/,
    conditionKeys: ["kms:encryptioncontext:secret"],
    resources: false,
    reason: "the emulator supplies no kms:EncryptionContext; its cipher checks the context itself",
  },
];

/**
 * Widens the statements of a role's policy that the emulator would deny wrongly.
 *
 * @param document the policy as JSON, as the program declares it
 * @returns the policy for the emulator; the same string when no statement is affected
 */
export function widenGrants(
  of: { readonly role: string; readonly policy: string },
  document: string,
  onWidened: (grant: WidenedGrant) => void,
): string {
  const parsed = JSON.parse(document) as { readonly Statement?: Statement | readonly Statement[] };
  let changed = false;
  const statements = asList(parsed.Statement).map((statement) => {
    const actions = asList(statement.Action);
    const widening = widenings.find(
      (known) => actions.length > 0 && actions.every((action) => known.actions.test(action.toLowerCase())),
    );
    if (widening === undefined || statement.Effect === "Deny") return statement;
    return widenStatement(statement, widening, (dropped) => {
      changed = true;
      onWidened({ ...of, actions, dropped, reason: widening.reason });
    });
  });
  return changed ? JSON.stringify({ ...parsed, Statement: statements }) : document;
}

/**
 * Leaves out the statements of a resource's policy that deny connections without TLS: the emulator speaks plain HTTP, on the loopback
 * interface of this machine only, and would deny every caller.
 *
 * @param kind of resource, such as "queues"
 * @returns the policy for the emulator
 */
export function allowPlainHttp(kind: string, document: string, onWidened: (grant: WidenedGrant) => void): string {
  const parsed = JSON.parse(document) as { readonly Statement?: Statement | readonly Statement[] };
  const statements = asList(parsed.Statement);
  const denials = statements.filter(deniesPlainHttp);
  if (denials.length === 0) return document;
  for (const statement of denials) {
    onWidened({
      role: `policies of ${kind}`,
      policy: "",
      actions: asList(statement.Action),
      dropped: "the statement that denies connections without TLS",
      reason: "the emulator speaks plain HTTP on this machine's loopback interface",
    });
  }
  return JSON.stringify({ ...parsed, Statement: statements.filter((statement) => !denials.includes(statement)) });
}

function deniesPlainHttp(statement: Statement): boolean {
  const [read] = readStatements({ Statement: statement }) ?? [];
  return read?.effect === "Deny" && isForPlainRequests(read);
}

function widenStatement(statement: Statement, widening: Widening, report: (dropped: string) => void): Statement {
  const { Condition: condition = {}, ...rest } = statement;
  const kept: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, value] of Object.entries(keys)) {
      if (widening.conditionKeys.includes(key.toLowerCase())) report(`condition ${key}`);
      else kept[operator] = { ...kept[operator], [key]: value };
    }
  }
  const resources = asList(statement.Resource);
  const wider = widening.resources && !resources.includes("*");
  if (wider) report(`resources ${resources.join(", ")}`);
  return {
    ...rest,
    ...(wider ? { Resource: "*" } : {}),
    ...(Object.keys(kept).length > 0 ? { Condition: kept } : {}),
  };
}
