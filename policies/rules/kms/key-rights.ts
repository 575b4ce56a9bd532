import { accountIn, parseArn } from "../../../aws/arn";
import type { Condition, Statement } from "../../../aws/iam/document";
import { coversName, hasWildcard } from "../../../aws/iam/pattern";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing } from "../../iam/roles";
import type { Fault } from "../../kms/fault";

export const keyPolicyKeepsAccountInCharge = stackRule({
  name: "key-policy-keeps-account-in-charge",
  concern: "encryption",
  description: "A key is administered by its own account, by nobody else, and its policy names no role.",
  rationale:
    "A key without its account's root can be lost for good; a role that does not exist yet is refused as MalformedPolicyDocument; any other principal is a way around the role policies.",
  remediation:
    "Keep one statement that allows kms:* to the account's root, name services besides, and grant to roles in their own policies.",
  controls: ["key.administration", "kms.principals", "kms.policy"],
  severity: "critical",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.kms.key), (key) => {
      const account = accountIn(key.text("arn") ?? "");
      const statements = statementsIn(key, "policy") ?? [];
      if (!statements.some((statement) => isAdministration(statement, account))) {
        const wanted = "a statement that allows kms:* on * to the account's root, without conditions";
        report(key, "policy", `${statements.length} statements`, wanted);
      }
      for (const statement of statements) {
        for (const { part, found, wanted } of faults(statement, account)) {
          report(key, `${statement.path}.${part}`, found, wanted);
        }
      }
    });
  },
});

function isAdministration(
  { effect, principals, actions, resources, conditions }: Statement,
  account?: string,
): boolean {
  return (
    effect === "Allow" &&
    principals.some(({ kind, values }) => kind === "AWS" && values.some((value) => isRoot(value, account))) &&
    actions.includes("kms:*") &&
    resources.includes("*") &&
    conditions.length === 0
  );
}

function faults(statement: Statement, account: string | undefined): readonly Fault[] {
  const { effect, actions, resources, notActions, notResources, notPrincipals } = statement;
  const foreign = actions.filter((action) => !/^kms:/i.test(action));
  const inverted = [...notActions, ...notResources, ...notPrincipals.flatMap(({ values }) => values)];
  return [
    ...(effect === "Allow" ? principalFaults(statement, account) : denyFaults(statement, account)),
    ...(foreign.length > 0 ? [{ part: "Action", found: foreign, wanted: "actions of KMS" }] : []),
    ...(resources.some((resource) => resource !== "*")
      ? [{ part: "Resource", found: resources, wanted: "*, which in a key's policy is the key" }]
      : []),
    ...(inverted.length > 0
      ? [{ part: "NotAction, NotResource or NotPrincipal", found: inverted, wanted: "what is meant, by name" }]
      : []),
  ];
}

function principalFaults({ principals, actions }: Statement, account: string | undefined): readonly Fault[] {
  return principals.flatMap(({ kind, values }): readonly Fault[] => {
    if (kind === "Service") {
      const every = actions.filter((action) => action === "*" || action.toLowerCase() === "kms:*");
      const stars = values.filter((value) => /[*?]/.test(value));
      return [
        ...(every.length > 0 ? [{ part: "Action", found: every, wanted: "only what the service needs" }] : []),
        ...(stars.length > 0 ? [{ part: "Principal", found: stars, wanted: "a service by name" }] : []),
      ];
    }
    return values
      .filter((value) => kind !== "AWS" || !isRoot(value, account))
      .map((value) => ({ part: "Principal", found: value, wanted: "the root of the key's own account, or a service" }));
  });
}

/** A Deny without conditions that includes the account's root: nobody could use or change the key again. */
function denyFaults({ principals, actions, conditions }: Statement, account: string | undefined): readonly Fault[] {
  const everybody = principals.some(({ values }) => values.some((value) => value === "*" || isRoot(value, account)));
  const administration = actions.some((action) => coversName(action, "kms:PutKeyPolicy"));
  if (conditions.length > 0 || !everybody || !administration) return [];
  return [{ part: "Effect", found: "Deny", wanted: "no refusal that nobody can take back" }];
}

/** Whether a principal is the root of the key's account. A preview may not know the account; then the root of any account counts. */
function isRoot(principal: string, account: string | undefined): boolean {
  const [, own] = /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(principal) ?? [];
  return own !== undefined && (account === undefined || own === account);
}

export const keyRightsAreScoped = stackRule({
  name: "key-rights-are-scoped",
  concern: "least-privilege",
  description: "A right to decrypt or encrypt names its key, and the service or the encryption context that it is for.",
  rationale:
    "A bare right to kms:Decrypt opens everything that the key has ever encrypted, by any way that the ciphertext is come by. Source: KMS, condition keys; Security Hub KMS.1.",
  remediation: "Name the key's ARN, with StringEquals on kms:ViaService or kms:EncryptionContext:....",
  controls: ["iam.decrypt", "iam.escalation"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity")), (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { statement } of statementsOf(resource, "identity")) {
        if (statement.effect !== "Allow" || !usesKeys(statement)) continue;
        const { path, resources, conditions } = statement;
        const open = resources.filter((resource) => !isOneKey(resource, statement));
        if (open.length > 0) {
          report(resource, `${path}.Resource`, open, "the ARN of one key");
        }
        if (conditions.some(isScope)) continue;
        const wanted = "StringEquals on kms:ViaService or kms:EncryptionContext:...";
        report(resource, `${path}.Condition`, conditions, wanted);
      }
    });
  },
});

const cryptographic = ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "CreateGrant"];

function usesKeys({ actions }: Statement): boolean {
  return actions.some((pattern) => cryptographic.some((name) => coversName(pattern, `kms:${name}`)));
}

/** Whether a resource is one key by its ARN, or keys limited by an alias or a tag, because a key's ARN is not known before it exists. */
function isOneKey(resource: string, statement: Statement): boolean {
  const arn = parseArn(resource);
  if (arn?.service !== "kms" || !arn.resource.startsWith("key/") || hasWildcard(arn.account)) return false;
  const byTag = statement.conditions.some(({ key }) => /^(kms:ResourceAliases|aws:ResourceTag\/)/i.test(key));
  return !hasWildcard(resource) || byTag;
}

function isScope({ operator, key, values }: Condition): boolean {
  if (!["StringEquals", "ForAnyValue:StringEquals"].includes(operator) && !/GrantIsForAWSResource$/i.test(key))
    return false;
  return /^kms:(ViaService$|EncryptionContext:|GrantIsForAWSResource$)/i.test(key) && !values.some(hasWildcard);
}
