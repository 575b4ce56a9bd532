import type { PatternDialect } from "../../aws/event-pattern";

/** A pattern of AWS's own pages, with what it lets through and what not. */
export interface Example {
  /** Page and part of it. */
  readonly source: string;
  readonly pattern: unknown;
  readonly matching: readonly unknown[];
  readonly other: readonly unknown[];
  /** Default: EventBridge. */
  readonly dialect?: PatternDialect;
}

/** README of aws/event-ruler: its sample event. */
const instance = {
  version: "0",
  id: "ddddd4-aaaa-7777-4444-345dd43cc333",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: "012345679012",
  time: "2017-10-02T16:24:49Z",
  region: "us-east-1",
  resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
  detail: {
    "c-count": 5,
    "d-count": 3,
    "x-limit": 301.8,
    "source-ip": "10.0.0.33",
    "instance-id": "i-000000aaaaaa00000",
    state: "running",
  },
};
const withDetail = (detail: object) => ({ ...instance, detail: { ...instance.detail, ...detail } });
const operators = "EventBridge User Guide, Comparison operators for use in event patterns";
const ruler = "README of aws/event-ruler";

export const examples: readonly Example[] = [
  {
    source: `${ruler}: simple matching, with a list in the event`,
    pattern: {
      "detail-type": ["EC2 Instance State-change Notification"],
      resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
      detail: { state: ["initializing", "running"] },
    },
    matching: [instance, withDetail({ state: "initializing" })],
    other: [withDetail({ state: "stopped" }), { ...instance, resources: [] }, { ...instance, detail: {} }],
  },
  {
    source: "EventBridge User Guide, Event pattern syntax",
    pattern: {
      source: ["aws.ec2"],
      "detail-type": ["EC2 Instance State-change Notification"],
      detail: { state: ["terminated"] },
    },
    matching: [withDetail({ state: "terminated" })],
    other: [instance],
  },
  {
    source: "EventBridge User Guide, Matching on multiple field values",
    pattern: {
      resources: [
        "arn:aws:ec2:us-east-1:123456789012:instance/i-b188560f",
        "arn:aws:ec2:us-east-1:111122223333:instance/i-b188560f",
      ],
    },
    matching: [
      {
        resources: [
          "arn:aws:autoscaling:us-east-1:123456789012:x",
          "arn:aws:ec2:us-east-1:123456789012:instance/i-b188560f",
        ],
      },
    ],
    other: [instance, { resources: ["arn:aws:autoscaling:us-east-1:123456789012:x"] }],
  },
  {
    source: `${operators}: prefix`,
    pattern: { time: [{ prefix: "2017-10-02" }] },
    matching: [instance],
    other: [{ ...instance, time: "2017-10-03T00:00:00Z" }, { time: 2017 }, {}],
  },
  {
    source: `${operators}: prefix, ignoring case`,
    pattern: { service: [{ prefix: { "equals-ignore-case": "eventb" } }] },
    matching: [{ service: "EventBridge" }, { service: "EVENTB" }],
    other: [{ service: "myEventB" }],
  },
  {
    source: `${operators}: suffix`,
    pattern: { FileName: [{ suffix: ".png" }] },
    matching: [{ FileName: "a.png" }],
    other: [{ FileName: "a.PNG" }, { FileName: "png" }],
  },
  {
    source: `${operators}: suffix, ignoring case`,
    pattern: { service: [{ suffix: { "equals-ignore-case": "tbridge" } }] },
    matching: [{ service: "eventTBRIDGE" }],
    other: [{ service: "tbridges" }],
  },
  {
    source: `${operators}: empty and null`,
    pattern: { LastName: [""], UserID: [null] },
    matching: [{ LastName: "", UserID: null }],
    other: [{ LastName: null, UserID: null }, { LastName: "" }, { LastName: "", UserID: "null" }],
  },
  {
    source: `${operators}: equals, ignoring case`,
    pattern: { Name: [{ "equals-ignore-case": "alice" }] },
    matching: [{ Name: "Alice" }, { Name: "ALICE" }],
    other: [{ Name: "Alice " }, { Name: ["Bob"] }],
  },
  {
    source: `${operators}: anything-but`,
    pattern: { detail: { state: [{ "anything-but": "initializing" }] } },
    matching: [instance, withDetail({ state: ["initializing", "running"] })],
    other: [withDetail({ state: "initializing" }), { ...instance, detail: {} }],
  },
  {
    source: `${operators}: anything-but with numbers`,
    pattern: { detail: { "x-limit": [{ "anything-but": [100, 200, 300] }] } },
    matching: [instance],
    other: [withDetail({ "x-limit": 200 })],
  },
  {
    source: `${operators}: anything-but, begins with`,
    pattern: { Region: [{ "anything-but": { prefix: "us-" } }] },
    matching: [{ Region: "eu-central-1" }],
    other: [{ Region: "us-east-1" }, {}],
  },
  {
    source: `${operators}: anything-but, ends with one of a list`,
    pattern: { FileName: [{ "anything-but": { suffix: [".txt", ".rtf"] } }] },
    matching: [{ FileName: "a.png" }],
    other: [{ FileName: "a.rtf" }],
  },
  {
    source: `${operators}: anything-but, ignoring case`,
    pattern: { state: [{ "anything-but": { "equals-ignore-case": ["initializing", "stopped"] } }] },
    matching: [{ state: "running" }],
    other: [{ state: "INITIALIZING" }, { state: "Stopped" }],
  },
  {
    source: `${operators}: anything-but with wildcards`,
    pattern: { FilePath: [{ "anything-but": { wildcard: "*/lib/*" } }] },
    matching: [{ FilePath: "/usr/bin/a" }],
    other: [{ FilePath: "/usr/lib/a" }],
  },
  {
    source: `${operators}: numeric`,
    pattern: {
      detail: {
        "c-count": [{ numeric: [">", 0, "<=", 5] }],
        "d-count": [{ numeric: ["<", 10] }],
        "x-limit": [{ numeric: ["=", 3.018e2] }],
      },
    },
    matching: [instance],
    other: [withDetail({ "c-count": 0 }), withDetail({ "d-count": 10 }), withDetail({ "x-limit": "301.8" })],
  },
  {
    source: `${operators}: IP address`,
    pattern: { detail: { "source-ip": [{ cidr: "10.0.0.0/24" }] } },
    matching: [instance],
    other: [withDetail({ "source-ip": "10.0.1.33" }), withDetail({ "source-ip": "ten" })],
  },
  {
    source: `${operators}: IP address, version 6`,
    pattern: { ip: [{ cidr: "2001:db8::/32" }] },
    matching: [{ ip: "2001:db8:1::7" }, { ip: "2001:0db8:0000::1" }],
    other: [{ ip: "2001:db9::1" }, { ip: "10.0.0.1" }],
  },
  {
    source: `${ruler}: exists`,
    pattern: { detail: { "c-count": [{ exists: true }] } },
    matching: [instance, withDetail({ "c-count": null })],
    other: [
      { ...instance, detail: { state: "running" } },
      withDetail({ "c-count": { c1: 100 } }),
      withDetail({ "c-count": [] }),
    ],
  },
  {
    source: `${ruler}: exists, which looks at leaves only`,
    pattern: { detail: { "c-count": [{ exists: false }] } },
    matching: [
      { ...instance, detail: { state: "running" } },
      withDetail({ "c-count": { c1: 100 } }),
      { source: "aws.ec2" },
    ],
    other: [instance],
  },
  {
    source: `${operators}: wildcard`,
    pattern: { EventBusArn: [{ wildcard: "arn:aws:events:us-east-1:*:event-bus/*" }] },
    matching: [{ EventBusArn: "arn:aws:events:us-east-1:123456789012:event-bus/shop" }],
    other: [{ EventBusArn: "arn:aws:events:eu-west-1:123456789012:event-bus/shop" }],
  },
  {
    source: `${operators}: wildcard, escaped`,
    pattern: { text: [{ wildcard: "a\\*b\\\\*" }] },
    matching: [{ text: "a*b\\" }, { text: "a*b\\c" }],
    other: [{ text: "axb\\" }, { text: "a*b" }],
  },
  {
    source: `${ruler}: $or`,
    pattern: {
      source: ["aws.cloudwatch"],
      $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
    },
    matching: [
      { source: "aws.cloudwatch", metricName: "ReadLatency" },
      { source: "aws.cloudwatch", namespace: "AWS/ES", metricName: "x" },
    ],
    other: [{ source: "aws.cloudwatch" }, { source: "aws.ec2", metricName: "ReadLatency" }],
  },
  {
    source: `${ruler}: nested $or and and`,
    pattern: {
      source: ["aws.cloudwatch"],
      $or: [
        { metricName: ["CPUUtilization", "ReadLatency"] },
        { metricType: ["MetricType"], namespace: ["AWS/EC2"], $or: [{ metricId: [1234] }, { spaceId: [1000] }] },
        { scope: ["Service"] },
      ],
    },
    matching: [
      { source: "aws.cloudwatch", scope: "Service" },
      { source: "aws.cloudwatch", metricType: "MetricType", namespace: "AWS/EC2", spaceId: 1000 },
    ],
    other: [{ source: "aws.cloudwatch", metricType: "MetricType", namespace: "AWS/EC2" }],
  },
  {
    source: `${ruler}: JSON array matching, all conditions for one item`,
    pattern: { employees: { firstName: ["Anna"], lastName: ["Jones"] } },
    matching: [
      {
        employees: [
          { firstName: "Anna", lastName: "Smith" },
          { firstName: "Anna", lastName: "Jones" },
        ],
      },
    ],
    other: [
      {
        employees: [
          { firstName: "Anna", lastName: "Smith" },
          { firstName: "Bob", lastName: "Jones" },
        ],
      },
    ],
  },
];
