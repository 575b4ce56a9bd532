import { UsageError } from "../../../cli/errors";
import { pipelines } from "../../../components/pipelines";
import { camelCase, partOfPipeline } from "../names";
import type { Kind } from "../part";
import { componentFileWith, textOf } from "../sources";

/** A function without a caller in AWS; connecting one is the next step. */
export const functionKind: Kind = {
  form: "PIPELINE/NAME",
  does: "a function of a pipeline that people call: it checks its call, writes it to its log and answers; then decide what calls it",
  part(text) {
    const { pipeline, name } = partOfPipeline("function", text, "orders/late-check");
    if (pipeline === "monitoring")
      throw new UsageError("monitoring only watches: give the function to another pipeline");
    if (pipelines[pipeline].functions.some((each) => each === name))
      throw new UsageError(`there is already a function '${text}'`);
    const logicalName = `${pipeline}-${name}`;
    const declare = `${camelCase(name)}Function`;
    const { file, match } = componentFileWith(pipeline, / {4}this\.registerOutputs\(/);
    const row = new RegExp(`  ${pipeline}: \\{[^}]*functions: \\[[^\\]]*"`);
    const [functions = `${pipeline}: {`] = row.exec(textOf("components/pipelines.ts")) ?? [];
    return {
      files: [
        { path: `components/${pipeline}/${name}.ts`, template: "function/component.ts.mustache" },
        { path: `functions/${text}/index.ts`, template: "function/index.ts.mustache" },
        { path: `functions/${text}/handler.ts`, template: "function/handler.ts.mustache" },
        { path: `tests/functions/${text}.test.ts`, template: "function/handler.test.ts.mustache" },
      ],
      edits: [
        { file: "components/pipelines.ts", find: functions, after: `, "${name}"` },
        { file, find: "import", before: `import { ${declare} } from "./${name}";\n` },
        { file, find: match[0], before: `    ${declare}(args, this);\n` },
        // It answers or throws, and its errors take back a version by themselves.
        { file: "components/blocks/rollout-failures.ts", find: REPORTED, after: `\n  "${text}": [],` },
        { file: "tests/support/called-functions.ts", find: "FunctionEntry[] = [", after: `"${text}", ` },
        ...byHand.map(([place, list]) => ({ file: place, find: list, after: `"${logicalName}", ` })),
      ],
      view: { pipeline, name, logicalName, entry: text, declare },
      scripts: ["configuration", "policy-tables", "budgets", "scaling"],
      next: [
        `functions/${text}/handler.ts: what it does; what it may do stands as grants in components/${pipeline}/${name}.ts`,
        "what calls it: a block of components/blocks such as queue-trigger, stream-trigger or topic-to-function; then take it out of `calledByPeople` in",
        "  policies/rules/every-service/references.ts and of `byHand` in policies/config; if people go on to call it, the reasons there must say so",
        "components/blocks/rollout-failures.ts: what it reports of its failures without failing itself",
        "tests/support/called-functions.ts: take it out when it has variables or grants; the tests then name what to write for it",
      ],
    };
  },
};

const REPORTED = "const reported: Readonly<Record<RolledOutEntry, readonly Kind[]>> = {";

/** Lists of functions without a caller: the policy pack wants one for each function that is not in its list. */
const byHand: readonly (readonly [file: string, list: string])[] = [
  ["policies/rules/every-service/references.ts", "calledByPeople: readonly string[] = ["],
  ...["dev", "ephemeral", "local"].map((stage) => [`policies/config/${stage}.json`, '"byHand": ['] as const),
];
