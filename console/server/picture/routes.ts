import * as z from "zod";
import { resourceUrl } from "../../../aws/console";
import { partitionOf } from "../../../aws/partitions";
import { awsTypes } from "../../../aws/resource-types";
import { plainInputs } from "../../../program/graph/build-graph";
import { member } from "../../../values/member";
import type { PipelinePicture, ResourceDetail } from "../../contract";
import { kindTitles } from "../../kind-titles";
import { RequestError, type Route, route } from "../http";
import type { ConsoleSources } from "../sources";
import { layoutPipelines } from "./layout";
import { type Flow, grantsOf, nameInArn, physicalName, readFlow } from "./model";

/** The picture, and each resource in it. */
export function pictureRoutes(sources: ConsoleSources): readonly Route[] {
  const { resources, target } = sources;
  let picture: { readonly flow: Flow; readonly pipelines: readonly PipelinePicture[] } | undefined;
  const read = () => {
    if (picture === undefined) {
      const flow = readFlow(resources);
      picture = { flow, pipelines: layoutPipelines(flow, target.outputs.stack.environmentSuffix) };
    }
    return picture;
  };
  return [
    route("GET", "picture", z.strictObject({}), async () => ({ pipelines: read().pipelines })),
    route("GET", "resource", z.strictObject({ name: z.string() }), async ({ name }) => {
      const detail = detailOf(sources, read().flow, name);
      if (detail === undefined) throw new RequestError(404, `the picture has no resource '${name}'`);
      return detail;
    }),
  ];
}

function detailOf({ resources, target, local }: ConsoleSources, flow: Flow, name: string): ResourceDetail | undefined {
  const node = flow.nodes.get(name);
  const resource = node?.resource;
  if (node === undefined || resource === undefined) return undefined;
  const { code: _code, body: _body, tags: _tags, ...settings } = plainInputs(resource);
  const grants = grantsOf(resources);
  const { region } = target;
  const arn = resource.state.arn;
  const url =
    local === undefined
      ? resourceUrl(partitionOf(region).name, region, resource.type, { name, arn: String(arn ?? ""), id: resource.id })
      : undefined;
  return {
    name,
    type: kindTitles[node.kind],
    pipeline: node.pipeline,
    settings,
    grants: grants
      .filter(({ functionName }) => functionName === name)
      .map(({ actions, resources: on }) => ({ actions, resources: on.map((each) => nameInArn(each) || each) })),
    users: grants
      .filter(({ resources: on }) => on.some((each) => nameInArn(each) === name))
      .map(({ functionName, actions }) => ({ name: functionName, actions })),
    alarms: resources
      .filter(({ type, inputs }) => type === awsTypes.cloudwatch.metricAlarm && watches(inputs, name))
      .map((alarm) => physicalName(alarm)),
    ...(url !== undefined && { consoleUrl: url }),
  };
}

/** Whether an alarm looks at a metric of a resource with this name. */
function watches(inputs: object, name: string): boolean {
  const queries: unknown = member(inputs, "metricQueries");
  const looked = [inputs, ...(Array.isArray(queries) ? queries.map((query: unknown) => member(query, "metric")) : [])];
  return looked.some((each) => Object.values(Object(member(each, "dimensions"))).includes(name));
}
