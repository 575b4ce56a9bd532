import { Ajv } from "ajv";

// What AWS takes as the body of a dashboard, as far as this program uses it; everything else is refused.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html

const period = { type: "integer", anyOf: [{ enum: [1, 5, 10, 30] }, { multipleOf: 60, minimum: 60, maximum: 86_400 }] };

const lineOptions = {
  id: { type: "string", pattern: "^[a-z][A-Za-z0-9_]{0,254}$" },
  label: { type: "string" },
  period,
  visible: { type: "boolean" },
  yAxis: { enum: ["left", "right"] },
  color: { type: "string", pattern: "^#[0-9a-f]{6}$" },
};

/** `[{expression}]`, or `[namespace, name, dimension, value, ..., {options}]` with at most 30 dimensions. */
const line = {
  anyOf: [
    {
      type: "array",
      minItems: 1,
      maxItems: 1,
      items: {
        type: "object",
        required: ["expression"],
        additionalProperties: false,
        properties: { ...lineOptions, expression: { type: "string", minLength: 1, maxLength: 2048 } },
      },
    },
    {
      type: "array",
      minItems: 3,
      maxItems: 63,
      items: [
        { type: "string", minLength: 1 },
        { type: "string", minLength: 1 },
      ],
      additionalItems: {
        anyOf: [
          { type: "string", minLength: 1 },
          {
            type: "object",
            required: ["stat"],
            additionalProperties: false,
            properties: {
              ...lineOptions,
              stat: { type: "string", pattern: "^(Sum|Average|Minimum|Maximum|SampleCount|p\\d{1,2}(\\.\\d+)?)$" },
            },
          },
        ],
      },
    },
  ],
};

const level = {
  type: "object",
  required: ["value"],
  additionalProperties: false,
  properties: { value: { type: "number" }, label: { type: "string" } },
};

const axis = {
  type: "object",
  additionalProperties: false,
  properties: {
    min: { type: "number" },
    max: { type: "number" },
    label: { type: "string" },
    showUnits: { type: "boolean" },
  },
};

const metricProperties = {
  type: "object",
  // AWS asks for the region of every metric widget.
  required: ["region", "metrics", "view"],
  additionalProperties: false,
  properties: {
    title: { type: "string" },
    region: { type: "string", pattern: "^[a-z]{2}(-[a-z]+)+-\\d$" },
    view: { enum: ["timeSeries", "singleValue", "gauge", "bar", "pie"] },
    stacked: { type: "boolean" },
    period,
    setPeriodToTimeRange: { type: "boolean" },
    metrics: { type: "array", minItems: 1, maxItems: 500, items: line },
    yAxis: { type: "object", additionalProperties: false, properties: { left: axis, right: axis } },
    annotations: {
      type: "object",
      additionalProperties: false,
      properties: { horizontal: { type: "array", items: level } },
    },
  },
};

const layout = {
  type: { enum: ["metric", "text"] },
  x: { type: "integer", minimum: 0, maximum: 23 },
  y: { type: "integer", minimum: 0 },
  width: { type: "integer", minimum: 1, maximum: 24 },
  height: { type: "integer", minimum: 1, maximum: 1000 },
};

const widget = (type: "metric" | "text", properties: object) => ({
  type: "object",
  required: ["type", "properties"],
  additionalProperties: false,
  properties: { ...layout, type: { const: type }, properties },
});

const textProperties = {
  type: "object",
  required: ["markdown"],
  additionalProperties: false,
  properties: { markdown: { type: "string", minLength: 1 } },
};

const body = {
  type: "object",
  required: ["widgets"],
  additionalProperties: false,
  properties: {
    start: { type: "string", pattern: "^(-P(T\\d+[HM]|\\d+[DW])|\\d{4}-\\d\\d-\\d\\dT.*Z)$" },
    end: { type: "string" },
    periodOverride: { enum: ["auto", "inherit"] },
    widgets: {
      type: "array",
      maxItems: 500,
      items: { anyOf: [widget("metric", metricProperties), widget("text", textProperties)] },
    },
  },
  dependencies: { end: ["start"] },
};

const validate = new Ajv({ allErrors: true, strict: false }).compile(body);

/** What AWS would refuse in the body of a dashboard; empty when it takes it. */
export function dashboardProblems(text: unknown): readonly string[] {
  validate(JSON.parse(String(text)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** One metric that a widget shows. */
export interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodSeconds: number;
}

export interface ShownWidget {
  readonly type: "metric" | "text";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly view?: string;
    readonly period?: number;
    readonly setPeriodToTimeRange?: boolean;
    readonly region?: string;
    readonly markdown?: string;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** Widgets of a dashboard's body. */
export function widgetsOf(text: unknown): readonly ShownWidget[] {
  return (JSON.parse(String(text)) as { widgets: ShownWidget[] }).widgets;
}

/** Metrics of a widget, hidden ones included; expressions are left out. */
export function metricsOf({ properties }: ShownWidget): ShownMetric[] {
  return (properties.metrics ?? [])
    .filter((entry) => entry.length > 1)
    .map((entry) => {
      const [namespace, name, ...rest] = entry;
      const { stat, period: seconds } = rest.pop() as { stat: string; period: number };
      const pairs = Array.from({ length: rest.length / 2 }, (_, index) => rest.slice(2 * index, 2 * index + 2));
      return {
        namespace: String(namespace),
        name: String(name),
        dimensions: Object.fromEntries(pairs.map(([key, value]) => [String(key), String(value)])),
        statistic: stat,
        periodSeconds: seconds,
      };
    });
}

/** Expressions of a widget. */
export function expressionsOf({ properties }: ShownWidget): string[] {
  return (properties.metrics ?? [])
    .filter((entry) => entry.length === 1)
    .map(([entry]) => (entry as { expression: string }).expression);
}
