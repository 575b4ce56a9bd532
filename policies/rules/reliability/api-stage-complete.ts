import * as z from "zod";
import { accountElsewhere as marked } from "../../../components/tags";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { collect, fitting } from "../../wiring/collect";
import { types } from "../../wiring/types";
import { tagOf } from "../tagging/house/stack-environment";

export const apiStageComplete = stackRule({
  name: "api-stage-complete",
  concern: "reliability",
  description:
    "A stage serves a deployment of its own API, throttled as a whole, and the deployment follows the API's document.",
  rationale:
    "A deployment is a snapshot: without a trigger that changes with the document, or on another API, callers go on with the old one. Without a throttle one caller can use up the account's limit. Source: API Gateway's guides on deployments and throttling.",
  remediation:
    'Use one RestApi for Deployment, Stage and MethodSettings; triggers with a hash of the document; MethodSettings on "*/*" with both throttling limits.',
  controls: ["api.throttling", "api.replacement"],
  severity: "high",
  parameters: {
    maximumRate: z.number().min(1).default(1_000).describe("Most requests per second; AWS's account limit is 10,000."),
    maximumBurst: z.number().min(1).default(2_000).describe("Largest burst; AWS's account limit is 5,000."),
  },
  async check(stack, { each, report, parameters: { maximumRate, maximumBurst } }) {
    const settings = collect(stack.ofType(types.methodSettings), (item) =>
      stack.named(item, "restApi", types.restApi).map((api) => ({ item, api, stage: item.text("stageName") })),
    );
    await each(stack.ofType(types.stage), (stage) => {
      const [api] = stack.named(stage, "restApi", types.restApi);
      const [deployment] = stack.named(stage, "deployment", types.deployment);
      if (api === undefined || deployment === undefined) return;
      const [deployed] = stack.named(deployment, "restApi", types.restApi);
      if (deployed !== api) report(stage, "deployment", deployment.name, `a deployment of '${api.name}'`);
      const name = stage.text("stageName");
      const all = fitting(settings, (item) => item.api === api && item.stage === name);
      const whole = all.find(({ item }) => item.text("methodPath") === "*/*");
      if (whole === undefined) report(stage, "method settings", "none", 'MethodSettings for "*/*"');
      for (const { item } of all) judgeThrottle(item);
      const account = stack.ofType(types.apiAccount);
      const others = tagOf(stage, "ApiGatewayAccount") === marked.ApiGatewayAccount && account.length === 0;
      if (!others && !account.some((item) => stack.dependsOn(stage, item)))
        report(
          stage,
          "dependsOn",
          `${account.length} accounts`,
          "to wait for the region's Account, whose role writes the logs",
        );
    });
    await each(stack.ofType(types.deployment), (deployment) => {
      const found = deployment.keys("triggers").map((key) => deployment.value(`triggers.${key}`));
      if (found.length === 0 || !found.some((value) => typeof value === "string" && /^[0-9a-f]{32,}$/.test(value)))
        report(deployment, "triggers", deployment.value("triggers"), "a hash of the API's document");
      for (const api of stack.named(deployment, "restApi", types.restApi)) {
        const sources = api.raw.propertyDependencies.body ?? [];
        const known = new Set([...(deployment.raw.propertyDependencies.triggers ?? []), api.urn]);
        const missing = sources.filter((urn) => !known.has(urn));
        if (missing.length > 0)
          report(
            deployment,
            "triggers",
            `made without ${missing.length} of the document's parts`,
            "a hash of the whole document",
          );
      }
    });

    function judgeThrottle(item: Resource): void {
      for (const [property, most] of [
        ["settings.throttlingRateLimit", maximumRate] as const,
        ["settings.throttlingBurstLimit", maximumBurst] as const,
      ]) {
        const found = item.number(property);
        // -1, the provider's default, is no limit of its own.
        if (found === undefined || found <= 0 || found > most)
          report(item, property, found, `more than 0, at most ${most}`);
      }
    }
  },
});
