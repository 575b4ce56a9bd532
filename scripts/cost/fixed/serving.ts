// Fixed costs of the API's detailed metrics, pollers, keys and the network.

import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import type { GraphResource } from "../../../program/graph/build-graph";
import { polling } from "../assumptions";
import { perMillion, perMonth, secondsPerMonth } from "../prices";
import type { FixedLine } from "./line";

/** Count, latency, integration latency, 4XX and 5XX of each method. */
const metricsPerMethod = 5;

/** Methods of OpenAPI's path items. */
const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch"]);

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/**
 * Detailed metrics of methods are custom metrics:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function methodMetricLines(settings: readonly GraphResource[], all: readonly GraphResource[]): FixedLine[] {
  const detailed = settings.some(
    ({ inputs }) => z.object({ metricsEnabled: z.boolean().default(false) }).parse(inputs.settings).metricsEnabled,
  );
  if (!detailed) return [];
  const count = all
    .filter(({ type }) => type === awsTypes.apigateway.restApi)
    .flatMap(({ inputs }) => Object.values(document.parse(JSON.parse(String(inputs.body))).paths))
    .flatMap((path) => Object.keys(path).filter((key) => methods.has(key))).length;
  const why = `metrics of ${count} methods, ${metricsPerMethod} each, in months in which each is called; metricsEnabled of the stage`;
  return [{ what: "API metrics by method", why, count: count * metricsPerMethod, unitPrice: perMonth.customMetric }];
}

/** Lambda polls empty queues as well, and SQS bills each poll. Polls of streams are free. */
export function pollingLines(mappings: readonly GraphResource[]): FixedLine[] {
  const queues = mappings.filter(({ inputs }) => String(inputs.eventSourceArn).includes(":sqs:"));
  if (queues.length === 0) return [];
  const polls = (polling.pollers * secondsPerMonth) / polling.seconds;
  const why = `${polling.pollers} pollers a queue ask every ${polling.seconds} s for as long as it is empty`;
  const unitPrice = (polls * perMillion.queueRequest) / 1_000_000;
  return [{ what: "polling of idle queues", why, count: queues.length, unitPrice }];
}

export function keyLines(keys: readonly GraphResource[]): FixedLine[] {
  const why = "each of the first two yearly rotations adds as much again";
  return [{ what: "customer-managed keys", why, count: keys.length, unitPrice: perMonth.key }];
}

export function compositeAlarmLines(alarms: readonly GraphResource[]): FixedLine[] {
  const why = "beside the alarms that they are made of";
  return [{ what: "composite alarms", why, count: alarms.length, unitPrice: perMonth.compositeAlarm }];
}

/** A web ACL is billed by itself and by its rules, a managed group counting as one. */
export function webAclLines(webAcls: readonly GraphResource[]): FixedLine[] {
  const rules = webAcls.reduce((sum, { inputs }) => sum + (Array.isArray(inputs.rules) ? inputs.rules.length : 0), 0);
  const why =
    "wafEnabled; its requests are among the steps, and bodies add 0.30 USD per million for each 16 KB beyond the first";
  return [
    { what: "web ACLs", why, count: webAcls.length, unitPrice: perMonth.webAcl },
    {
      what: "rules of web ACLs",
      why: "each rule and each managed group",
      count: rules,
      unitPrice: perMonth.webAclRule,
    },
  ];
}

/** An interface endpoint is billed in each of its zones; a gateway endpoint is free. */
export function endpointLines(endpoints: readonly GraphResource[]): FixedLine[] {
  const zones = endpoints
    .filter(({ inputs }) => inputs.vpcEndpointType === "Interface")
    .reduce((sum, { inputs }) => sum + (Array.isArray(inputs.subnetIds) ? inputs.subnetIds.length : 1), 0);
  if (zones === 0) return [];
  const why = "each interface endpoint in each zone, and 0.01 USD per GB through it; gateway endpoints are free";
  return [{ what: "interface endpoints, by zone", why, count: zones, unitPrice: perMonth.interfaceEndpoint }];
}

export function natGatewayLines(gateways: readonly GraphResource[]): FixedLine[] {
  const why = "and 0.045 USD per GB through it";
  return [{ what: "NAT gateways", why, count: gateways.length, unitPrice: perMonth.natGateway }];
}

export function addressLines(addresses: readonly GraphResource[]): FixedLine[] {
  return [
    { what: "public addresses", why: "in use or not", count: addresses.length, unitPrice: perMonth.publicAddress },
  ];
}
