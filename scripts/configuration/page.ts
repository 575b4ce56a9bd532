import type * as z from "zod";
import { replacements } from "../../aws/replacement/all";
import { nothing } from "../../aws/replacement/replacement";
import { classOf } from "../../aws/resource-types";
import { policyLimits } from "../../components/config/policy-limits";
import { type Config, keys, secretKeys } from "../../components/config/schema";
import { projectName } from "../../launch/project-root.cjs";
import { row, withGenerated } from "../../policies/controls/tables";
import { boundOf, defaultOf, kindOf, membersOf } from "./bounds";
import { type Comments, configComments } from "./comments";
import { asConfigText, examples } from "./examples";
import { replacing } from "./replacing";

/** Constants of the schema with the members of a setting that is an object. */
const memberConstants: Readonly<Partial<Record<keyof Config, string>>> = {
  functionOverrides: "functionOverride",
  alarmThresholds: "alarmThresholds",
  watchedFunctions: "watchedFunction",
  rollout: "rollout",
  apiDomain: "apiDomain",
  network: "network",
};

/**
 * `text` of `docs/configuration.md` with the generated part written anew. @throws {Error} the marks are missing, or a setting has no
 * description
 */
export function withSettings(text: string): string {
  const comments = configComments();
  const names = Object.keys(keys) as (keyof Config)[];
  return withGenerated(text, [index(names), ...names.map((name) => section(name, comments))].join("\n\n"));
}

/** The index: one line per setting. */
function index(names: readonly (keyof Config)[]): string {
  const rows = names.map((name) => {
    const schema: z.ZodType = keys[name];
    const value = membersOf(schema) === undefined ? defaultOf(schema) : "see its members";
    return row([`[\`${name}\`](#${name.toLowerCase()})`, kindOf(schema), value, replacedWords(name)]);
  });
  return [
    "## All settings",
    "",
    row(["Setting", "Type", "Default", "A change replaces"]),
    row(Array(4).fill("---")),
    ...rows,
  ].join("\n");
}

function section(name: keyof Config, comments: Comments): string {
  const schema: z.ZodType = keys[name];
  const members = membersOf(schema);
  const secret = secretKeys.includes(name) ? " Secret: refused in plain text." : "";
  return [
    `### ${name}`,
    "",
    commentOf(name, comments),
    "",
    `- Type: ${kindOf(schema)}: ${code(boundOf(schema))}.${limitsOf(name)}${secret}`,
    ...(members === undefined ? [`- Default: ${defaultOf(schema)}`] : []),
    `- A change replaces: ${replacedWords(name)}${lossOf(name)}`,
    "",
    ...exampleOf(name),
    ...(members === undefined ? [] : ["", ...memberTable(name, members, comments)]),
  ].join("\n");
}

function memberTable(name: keyof Config, members: Readonly<Record<string, z.ZodType>>, comments: Comments): string[] {
  const constant = memberConstants[name] ?? "";
  // All functions have the same members, so they are listed once.
  const inner = name === "functionOverrides" ? membersOf(Object.values(members)[0] ?? keys[name]) : members;
  const intro = `Functions: ${Object.keys(members)
    .map((entry) => `\`${entry}\``)
    .join(", ")}. Each may have:`;
  const rows = Object.entries(inner ?? {}).map(([member, schema]) => {
    const comment = comments.get(constant)?.get(member);
    if (comment === undefined) throw new Error(`${constant}.${member} has no doc comment in components/config`);
    return row([`\`${member}\``, comment, `${boundOf(schema)}.${limitsOf(name, member)}`, defaultOf(schema)]);
  });
  return [
    ...(name === "functionOverrides" ? [intro, ""] : []),
    row(["Member", "Is", "Must be", "Default"]),
    row(Array(4).fill("---")),
    ...rows,
  ];
}

function commentOf(name: keyof Config, comments: Comments): string {
  const inner = new Set(Object.values(memberConstants));
  for (const [constant, own] of comments) {
    const comment = inner.has(constant) ? undefined : own.get(name);
    if (comment !== undefined) return comment;
  }
  throw new Error(`${name} has no doc comment in components/config`);
}

/** Bounds of the policy pack that are narrower than the schema's. */
function limitsOf(name: keyof Config, member?: string): string {
  const own = policyLimits.filter(({ path }) => path[0] === name && path.at(-1) === (member ?? name));
  return own
    .map(({ least, most, also, rule }) => {
      const bounds = [
        ...(least === undefined ? [] : [`at least ${least}`]),
        ...(most === undefined ? [] : [`at most ${most}`]),
      ];
      return ` The policy rule \`${rule}\` takes ${bounds.join(" and ")}${also === undefined ? "" : `, or ${also}`}.`;
    })
    .join("");
}

function exampleOf(name: keyof Config): readonly string[] {
  const text = asConfigText(examples[name].value);
  // The CLI sets a secret, and encrypts it.
  return secretKeys.includes(name)
    ? ["```sh", `pulumi config set --secret ${projectName}:${name} ${text}`, "```"]
    : ["```yaml", `${projectName}:${name}: ${text}`, "```"];
}

function replacedWords(name: keyof Config): string {
  const types = replacing[name];
  if (types === undefined) return "nothing";
  return types === "everything"
    ? "everything: it is a new stack"
    : types.map((type) => `\`${classOf(type)}\``).join(", ");
}

/** What a replacement loses, and what to do before. */
function lossOf(name: keyof Config): string {
  const types = replacing[name];
  if (types === undefined || types === "everything") return "";
  const losses = types.flatMap((type) => {
    const { loses = nothing, remedy = "" } = replacements[type] ?? {};
    return loses === nothing ? [] : [`${loses} ${remedy}`];
  });
  return losses.length === 0 ? ". Nothing is lost" : `. ${losses.join(" ")}`;
}

/** The bound as inline code, where it is not prose. */
function code(bound: string): string {
  return bound.replaceAll(/'([^']+)'/g, "`$1`");
}
