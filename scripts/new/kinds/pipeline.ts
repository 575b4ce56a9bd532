import { UsageError } from "../../../cli/errors";
import { isPipelineName } from "../../../components/pipelines";
import { capitalized, checkName } from "../names";
import type { Edit, Kind, NewFile } from "../part";

/** A pipeline of the most common form: event on the shop's bus -> queue -> function -> table. */
export const pipelineKind: Kind = {
  form: "NAME",
  does: "status changes of orders from the shop's bus -> queue -> function -> table; change it to what you need",
  part(name) {
    checkName("pipeline", name, /^[a-z]{3,16}$/, "one word of 3 to 16 lower-case letters, such as returns");
    if (isPipelineName(name)) throw new UsageError(`there is already a pipeline '${name}'`);
    const Name = capitalized(name);
    return {
      files: filesOf(name),
      edits: [...editsOfProgram(name, Name), ...editsOfTools(name)],
      view: { name, Name, NAME: name.toUpperCase() },
      scripts: ["configuration", "alarm-times", "budgets", "scaling"],
      next: [
        `components/${name}/index.ts: the rule's pattern says which events come in`,
        `functions/${name}: the handler says what becomes of them; then tests/support/order-recorders.ts is no longer true of it`,
        "npm start shows it; npm run cost -- --stack dev prices it; add a line to CHANGELOG.md",
      ],
    };
  },
};

function filesOf(name: string): NewFile[] {
  const file = (path: string, template: string) => ({ path, template: `pipeline/${template}.mustache` });
  return [
    file(`components/${name}/index.ts`, "component.ts"),
    file(`components/${name}/function.ts`, "component-function.ts"),
    file(`components/${name}/dashboard.ts`, "dashboard.ts"),
    file(`functions/${name}/recorder/index.ts`, "function-index.ts"),
    file(`functions/${name}/recorder/environment.ts`, "environment.ts"),
    file(`functions/${name}/recorder/handler.ts`, "handler.ts"),
    file(`functions/${name}/store.ts`, "store.ts"),
    file(`functions/${name}/kept.ts`, "kept.ts"),
    file(`tests/functions/${name}/recorder.test.ts`, "handler.test.ts"),
    file(`local/traffic/checks/${name}.ts`, "check.ts"),
    file(`scripts/cost/flows/${name}.ts`, "flow.ts"),
  ];
}

/** Edits of what is deployed, and of the contracts. */
function editsOfProgram(name: string, Name: string): Edit[] {
  const catalog = "functions/contracts/metric-catalog.ts";
  return [
    {
      file: "components/pipelines.ts",
      find: "  monitoring: {",
      before: `  ${name}: { title: "${Name}", functions: ["recorder"] },\n`,
    },
    {
      file: "components/blocks/rollout-failures.ts",
      find: '  "shipments/processor": consumer,\n',
      after: `  "${name}/recorder": consumer,\n`,
    },
    {
      file: "components/config/insight-tables.ts",
      find: '"monitoring-errors"',
      before: `"${name}", `,
    },
    {
      file: "index.ts",
      find: "import { createStackContext }",
      before: `import { ${Name}, ${name}Outputs, ${name}Publishers, ${name}Summary } from "./components/${name}";\n`,
    },
    {
      file: "index.ts",
      find: "    ...(config.cloudTrailDataEvents ?",
      before: `    ...${name}Publishers(context),\n`,
    },
    {
      file: "index.ts",
      find: "const tableArns = [\n",
      before: `const ${name}Pipeline = new ${Name}("${name}-pipeline", { ...sharedArgs, eventBus: shipmentsPipeline.eventBus });\n`,
    },
    { file: "index.ts", find: "  ordersPipeline.audit,\n", after: `  ${name}Pipeline.table,\n` },
    {
      file: "index.ts",
      find: "  shipmentsSummary(context, shipmentsPipeline),\n",
      after: `  ${name}Summary(context, ${name}Pipeline),\n`,
    },
    {
      file: "index.ts",
      find: "export const monitoring = {",
      before: `export const ${name} = ${name}Outputs(${name}Pipeline);\n`,
    },
    { file: catalog, find: ' | "any";\n', before: ` | "${name}"` },
    {
      file: catalog,
      find: "  /** Messages put back to be tried again later;",
      before: [
        "  /** Status changes of orders, each counted once. */",
        `  ${name}Recorded: {`,
        `    name: "${Name}Recorded",`,
        '    unit: "Count",',
        '    dimensions: ["environment", "service"],',
        `    service: "${name}",`,
        "  },\n",
      ].join("\n"),
    },
  ];
}

/** Edits of the operators' commands, the cost estimate, the local run, the editor's settings, and the tests of the whole program. */
function editsOfTools(name: string): Edit[] {
  return [
    {
      file: "ops/queues/catalog.ts",
      find: '  { pipeline: "shipments", output: "busDeadLetterQueueUrl"',
      before: [
        `  back("${name}", "deadLetterQueueUrl", "queueUrl", "reader"),`,
        `  back("${name}", "targetDeadLetterQueueUrl", "queueUrl", "rule"),\n`,
      ].join("\n"),
    },
    {
      file: "ops/queues/states.ts",
      find: '  "shipments.busDeadLetterQueueUrl": ends(',
      before: ["", "target-"].map((which) => waysBack(name, which).state).join(""),
    },
    {
      file: "docs/operations.md",
      find: "| dead letter in | `shipments.busDeadLetterQueueUrl` |",
      before: ["", "target-"].map((which) => waysBack(name, which).row).join(""),
    },
    {
      file: "scripts/cost/flows/all.ts",
      find: "import { shipmentEvent }",
      before: `import { ${name}Event } from "./${name}";\n`,
    },
    {
      file: "scripts/cost/flows/all.ts",
      find: "processed: readonly Flow[] = [",
      after: `${name}Event, `,
    },
    {
      file: "local/traffic/checks/all.ts",
      find: "import { brokenEvents,",
      before: `import { ${name}Recorded } from "./${name}";\n`,
    },
    { file: "local/traffic/checks/all.ts", find: "  deadLetters,\n  journeys,\n", before: `  ${name}Recorded,\n` },
    { file: "local/traffic/checks/all.ts", find: "  errorEntries,\n", before: `  ${name}Recorded,\n` },
    {
      file: "local/traffic/assemble.ts",
      find: 'import type { CheckContext } from "./checks/check";\n',
      after: `import { ${name}Figures } from "./checks/${name}";\n`,
    },
    {
      file: "local/traffic/assemble.ts",
      find: "      monitoring: await monitoringFigures(context),",
      before: `      ${name}: await ${name}Figures(context),\n`,
    },
    { file: ".vscode/launch.json", find: ', "monitoring"]', before: `, "${name}"` },
    { file: "tests/support/order-recorders.ts", find: "PipelineName[] = [", after: `"${name}", ` },
  ];
}

/** The redrive of the pipeline's dead letters: its test on the emulator, and its row in docs/operations.md. */
function waysBack(name: string, which: string): { readonly state: string; readonly row: string } {
  const output = `${name}.${which === "" ? "deadLetterQueueUrl" : "targetDeadLetterQueueUrl"}`;
  const command = `redrive --queue ${name}-${which}dead-letters`;
  return {
    state: [
      `  "${output}": redriveBack(`,
      `    "${name}-${which}dead-letters",`,
      "    \"sends a carrier's event back to the shipments' queue\",",
      "  ),\n",
    ].join("\n"),
    row: `| dead letter in | \`${output}\` | \`npm run ops -- ${command}\` |\n`,
  };
}
