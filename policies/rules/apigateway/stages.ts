import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { accountElsewhere as marked } from "../../../components/tags";
import { tagOf } from "../../conventions/stack-environment";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import { documentOf, isPreflight, operationsOf } from "../../wiring/api-document";
import { collect, fitting } from "../../wiring/collect";

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
    const settings = collect(stack.ofType(awsTypes.apigateway.methodSettings), (item) =>
      stack
        .named(item, "restApi", awsTypes.apigateway.restApi)
        .map((api) => ({ item, api, stage: item.text("stageName") })),
    );
    await each(stack.ofType(awsTypes.apigateway.stage), (stage) => {
      const [api] = stack.named(stage, "restApi", awsTypes.apigateway.restApi);
      const [deployment] = stack.named(stage, "deployment", awsTypes.apigateway.deployment);
      if (api === undefined || deployment === undefined) return;
      const [deployed] = stack.named(deployment, "restApi", awsTypes.apigateway.restApi);
      if (deployed !== api) report(stage, "deployment", deployment.name, `a deployment of '${api.name}'`);
      const name = stage.text("stageName");
      const all = fitting(settings, (item) => item.api === api && item.stage === name);
      const whole = all.find(({ item }) => item.text("methodPath") === "*/*");
      if (whole === undefined) report(stage, "method settings", "none", 'MethodSettings for "*/*"');
      for (const { item } of all) judgeThrottle(item);
      const account = stack.ofType(awsTypes.apigateway.account);
      const others = tagOf(stage, "ApiGatewayAccount") === marked.ApiGatewayAccount && account.length === 0;
      if (!others && !account.some((item) => stack.dependsOn(stage, item)))
        report(
          stage,
          "dependsOn",
          `${account.length} accounts`,
          "to wait for the region's Account, whose role writes the logs",
        );
    });
    await each(stack.ofType(awsTypes.apigateway.deployment), (deployment) => {
      const found = deployment.keys("triggers").map((key) => deployment.value(`triggers.${key}`));
      if (found.length === 0 || !found.some((value) => typeof value === "string" && /^[0-9a-f]{32,}$/.test(value)))
        report(deployment, "triggers", deployment.value("triggers"), "a hash of the API's document");
      for (const api of stack.named(deployment, "restApi", awsTypes.apigateway.restApi)) {
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
        // -1, the provider's default, sets no limit for the method.
        if (found === undefined || found <= 0 || found > most)
          report(item, property, found, `more than 0, at most ${most}`);
      }
    }
  },
});

export const apiCacheEncrypted = stackRule({
  name: "api-cache-encrypted",
  concern: "observability",
  description:
    "A stage that caches answers encrypts them, keeps them apart by caller, and lets no caller empty the cache.",
  rationale:
    "Answers of this API depend on who asks: a cache that does not know that hands one customer's orders to another. Source: API Gateway's guide on caching; CKV_AWS_120, Security Hub APIGateway.5.",
  remediation:
    "Leave caching out, or set cacheDataEncrypted and requireAuthorizationForCacheControl beside cachingEnabled.",
  controls: ["api.caching"],
  severity: "high",
  async check(stack, { each, report }) {
    let caching = false;
    await each(stack.ofType(awsTypes.apigateway.stage), (stage) => {
      caching ||= stage.flag("cacheClusterEnabled") === true;
    });
    await each(stack.ofType(awsTypes.apigateway.methodSettings), (settings) => {
      // When the stage has a cache cluster, a method is cached unless its settings turn caching off.
      const cached = settings.flag("settings.cachingEnabled") ?? caching;
      if (!cached) return;
      for (const property of ["settings.cacheDataEncrypted", "settings.requireAuthorizationForCacheControl"]) {
        const found = settings.flag(property);
        if (found !== true) report(settings, property, found, "true, for answers are cached");
      }
    });
  },
});

/** Formats of credentials: access keys, private keys, tokens, URLs with a password. */
const secretValue =
  /AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN|\beyJ[\w-]{10,}\.|\bgh[opsu]_\w{20,}|:\/\/[^/\s:@]+:[^/\s@]+@/;

export const apiStageHoldsNoSecrets = resourceRule({
  name: "api-stage-holds-no-secrets",
  concern: "observability",
  description: "Variables of a stage hold no secrets.",
  rationale:
    "Stage variables are readable by everybody who may read the API, and appear in logs. Source: API Gateway's guide on stage variables.",
  remediation: "Put the secret into Secrets Manager and let the function read it.",
  controls: ["api.stage-secrets"],
  severity: "critical",
  types: [awsTypes.apigateway.stage, awsTypes.apigateway.deployment],
  parameters: {
    names: z
      .string()
      .default("passw|secret|token|api_?key|private_?key|credential|authorization|access_?key")
      .describe("Regular expression for names that sound like a secret; cases do not matter."),
  },
  check(resource, { parameters, report }) {
    const suspicious = new RegExp(parameters.names, "i");
    const variables = new Map(Object.entries(Object(resource.value("variables"))));
    for (const [name, value] of variables) {
      if (!suspicious.test(name) && !(typeof value === "string" && secretValue.test(value))) continue;
      // The message leaves out the value, so that it does not copy a secret into a log.
      report(resource, `variables.${name}`, "a value", "no secret");
    }
  },
});

/** Seconds that API Gateway waits for an integration by default; it also limits authorizers. */
const limitSeconds = 29;

export const apiCallsFunctionsInTime = stackRule({
  name: "api-calls-functions-in-time",
  concern: "reliability",
  description:
    "Every operation of a REST API calls a function of this stack by POST, which answers or fails within 29 seconds.",
  rationale:
    "The gateway gives up after 29 seconds; a function with a longer timeout still writes after the caller got an error. Lambda is only ever called by POST. Source: API Gateway's quotas.",
  remediation:
    "Use aws_proxy with the alias's invokeArn and httpMethod POST, and a timeout of at most 29 seconds, within the integration's.",
  controls: ["async.api-timeout"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.apigateway.restApi), (api) => {
      for (const operation of operationsOf(documentOf(api) ?? {})) {
        if (isPreflight(operation)) continue;
        const { integration, path } = operation;
        if (integration?.type === "aws_proxy" && integration.httpMethod === "POST") continue;
        const property = `${path}.x-amazon-apigateway-integration`;
        report(api, property, integration, "type aws_proxy with httpMethod POST");
      }
      for (const { path, uri, callee, patience } of apiCallsOf(stack, api)) {
        if (callee === undefined) {
          report(api, path, uri, "the invokeArn of an alias of this stack");
          continue;
        }
        // Lambda's default is 3 seconds.
        const found = callee.function.number("timeout") ?? 3;
        const most = Math.min(limitSeconds, patience / 1_000);
        if (found > most)
          report(callee.function, "timeout", found, `at most ${most} seconds, for '${api.name}' calls it`);
      }
    });
  },
});
