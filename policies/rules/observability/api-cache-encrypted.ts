import { stackRule } from "../../engine/define";

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
    await each(stack.ofType("aws:apigateway/stage:Stage"), (stage) => {
      caching ||= stage.flag("cacheClusterEnabled") === true;
    });
    await each(stack.ofType("aws:apigateway/methodSettings:MethodSettings"), (settings) => {
      // With a cache cluster methods are cached unless their settings say otherwise.
      const cached = settings.flag("settings.cachingEnabled") ?? caching;
      if (!cached) return;
      for (const property of ["settings.cacheDataEncrypted", "settings.requireAuthorizationForCacheControl"]) {
        const found = settings.flag(property);
        if (found !== true) report(settings, property, found, "true, for answers are cached");
      }
    });
  },
});
