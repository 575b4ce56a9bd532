import { accountIn } from "../../../aws/arn";
import type { Statement } from "../../../aws/iam/document";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import type { Fault } from "../../kms/fault";
import type { KeyUse } from "../../kms/key-use";
import { conditionFaults, isPinned, pinOf } from "../../kms/pinned";
import { usesOf, usingTypes } from "../../kms/uses";

export const keyPolicyLetsInNobodyElse = stackRule({
  name: "key-policy-lets-in-nobody-else",
  concern: "encryption",
  description:
    "A key's policy lets in only services that have to use the key, for what they have to do, from where they come.",
  rationale:
    "A service without a source condition acts for whoever asks it to, in any account: the confused deputy. A statement that nobody needs any more is a door that nobody watches.",
  remediation:
    "Remove the service or action, or narrow the statement by aws:SourceArn or the encryption context to the resource that has to use the key.",
  controls: ["key.publishers"],
  severity: "high",
  async check(stack, { each, report }) {
    let uses: readonly KeyUse[] | undefined;
    await each(stack.ofType(awsTypes.kms.key), (key) => {
      const statements = (statementsIn(key, "policy") ?? []).filter(({ effect }) => effect === "Allow");
      uses ??= stack.ofType(...usingTypes).flatMap((resource) => usesOf(stack, resource));
      const own = uses.filter((use) => use.key === key);
      for (const statement of statements) {
        for (const { part, found, wanted } of faults(statement, own, key)) {
          report(key, `${statement.path}.${part}`, found, wanted);
        }
      }
    });
  },
});

function faults(statement: Statement, uses: readonly KeyUse[], key: Resource): readonly Fault[] {
  const services = statement.principals.flatMap(({ kind, values }) => (kind === "Service" ? values : []));
  return services.flatMap((service) => {
    const its = uses.filter((use) => use.service === service.toLowerCase());
    if (its.length === 0) {
      return [{ part: "Principal", found: service, wanted: "a service that something in the stack makes use the key" }];
    }
    const fitting = its.filter(({ may }) => statement.actions.some((action) => may.test(action)));
    return [
      ...statement.actions.flatMap((action) => actionFaults(statement, action, its)),
      ...conditionFaults(statement, fitting, accountIn(key.text("arn") ?? "")),
    ];
  });
}

function actionFaults(statement: Statement, action: string, uses: readonly KeyUse[]): readonly Fault[] {
  const fitting = uses.filter(({ may }) => may.test(action));
  if (fitting.length === 0) return [{ part: "Action", found: action, wanted: "an action that the service needs" }];
  if (fitting.some((use) => isPinned(statement, use))) return [];
  const [use] = fitting;
  const wanted = use === undefined ? "aws:SourceArn" : pinOf(use).join(" and ");
  return [{ part: "Condition", found: statement.conditions, wanted: `a condition on ${wanted} for ${action}` }];
}
