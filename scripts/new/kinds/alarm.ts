import { UsageError } from "../../../cli/errors";
import { alarmThresholds } from "../../../components/config/groups";
import { type PipelineName, pipelines } from "../../../components/pipelines";
import { type MetricDefinition, metrics } from "../../../functions/contracts/metric-catalog";
import { camelCase, partOfPipeline } from "../names";
import type { Edit, Kind } from "../part";
import { componentFileWith, textOf } from "../sources";

/** Threshold of a new alarm: far above what a shop counts in five minutes, so that it raises no false alarm. */
const THRESHOLD = 1_000;

/** An alarm on one of the program's own metrics, with its setting and its runbook. */
export const alarmKind: Kind = {
  form: "PIPELINE/NAME",
  does: "an alarm on a metric that the pipeline's functions write, with its threshold as a setting and its runbook",
  part(text) {
    const { pipeline, name } = partOfPipeline("alarm", text, "orders/surge");
    const [metric, definition] = metricOf(pipeline);
    const alarm = `${pipeline}-${name}`;
    const setting = camelCase(alarm);
    if (Object.hasOwn(alarmThresholds, setting)) throw new UsageError(`there is already a threshold '${setting}'`);
    const { file, match } = componentFileWith(pipeline, /errorLogAlarm\("\w+", (\w+), (\w+)\);\n/);
    const [call, args, parent] = match;
    const component = `components/${pipeline}/${name}-alarm.ts`;
    const runbook = `docs/runbooks/${alarm}.md`;
    return {
      files: [
        { path: component, template: "alarm/alarm.ts.mustache" },
        { path: runbook, template: "alarm/runbook.md.mustache" },
      ],
      edits: [
        { file, find: "import", before: `import { ${setting}Alarm } from "./${name}-alarm";\n` },
        { file, find: call, after: `    ${setting}Alarm(${args}, ${parent});\n` },
        ...registrations(alarm, setting, pipeline, definition),
      ],
      view: {
        ...{ alarm, setting, pipeline, metric, metricName: definition.name },
        ...{ title: pipelines[pipeline].title, fn: `${pipeline}-${pipelines[pipeline].functions[0]}` },
      },
      scripts: ["configuration", "alarm-times", "policy-tables", "budgets", "scaling"],
      next: [
        `${component}: the metric, and one sentence for whoever is woken by it`,
        `components/config/groups.ts: a default that is reached only when something is wrong; the same in policy-limits.ts there and in policies/rules/cloudwatch/alarm-limits.ts`,
        `${runbook}: what it means and what to do, for whoever is woken`,
        "its metric on the pipeline's dashboard; a failure that it is the first to tell of in scripts/alarm-times/failures.ts",
      ],
    };
  },
};

/** Other places that list alarms: the settings, the page, and the test of what the program declares. */
function registrations(alarm: string, setting: string, pipeline: string, metric: MetricDefinition): readonly Edit[] {
  const limits = "policies/rules/cloudwatch/alarm-limits.ts";
  return [
    {
      file: "components/config/groups.ts",
      find: "  /** SES reviews an account at 5 %. */",
      before: `  /** ${metric.name} of ${pipeline}: raised when this is reached. */\n  ${setting}: whole(1, 1_000_000).default(${THRESHOLD}),\n`,
    },
    {
      file: "components/config/policy-limits.ts",
      find: '  threshold("bounceRatePercent"',
      before: `  threshold("${setting}", ${THRESHOLD}),\n`,
    },
    ...(textOf(limits).includes(` ${metric.name}: `)
      ? []
      : [
          {
            file: limits,
            find: "        MessagesDeadLettered: 0,\n",
            after: `        ${metric.name}: ${THRESHOLD - 1},\n`,
          },
        ]),
    { file: "components/blocks/runbook.ts", find: '  | "uncertain-emails";', before: `  | "${alarm}"\n` },
    {
      file: "docs/runbooks/README.md",
      find: "| `orders-internal-failures-alarm`",
      before: `| \`${alarm}-alarm\` | [${alarm}](${alarm}.md) |\n`,
    },
    {
      file: "tests/components/acceptance/expected-alarms.ts",
      find: "  return all;\n",
      before: `  add("${alarm}", "Backoffice ${metric.name} Sum", ours("${pipeline}"), ">= ${THRESHOLD} in 1 x 300 s", "${alarm}");\n`,
    },
  ];
}

/** The first metric of the catalog that the pipeline's functions write without a further dimension. */
function metricOf(pipeline: PipelineName): readonly [key: string, metric: MetricDefinition] {
  const found = Object.entries(metrics).find(
    ([, { service, unit, dimensions }]) => service === pipeline && unit === "Count" && dimensions.length === 2,
  );
  if (found === undefined)
    throw new UsageError(`functions of ${pipeline} write no metric of their own: add one to the catalog first`);
  return found;
}
