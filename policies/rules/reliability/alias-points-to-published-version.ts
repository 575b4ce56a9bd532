import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { types } from "../../wiring/types";

export const aliasPointsToPublishedVersion = stackRule({
  name: "alias-points-to-published-version",
  concern: "reliability",
  description: "An alias points to the version that its function has just published, and is the only one of its name.",
  rationale:
    "An alias on $LATEST or on an old version calls code that nobody meant to call; of two aliases of one name the later takes the invokers of the other.",
  remediation: "Give it functionName and functionVersion of one and the same function, and no routingConfig.",
  controls: ["async.alias"],
  severity: "high",
  async check(stack, { each, report }) {
    const seen = new Map<string, Resource>();
    await each(stack.ofType(types.alias), (alias) => {
      const [lambda] = stack.named(alias, "functionName", types.function);
      if (lambda === undefined) return;
      const key = `${lambda.urn} ${alias.text("name")}`;
      const twin = seen.get(key);
      if (twin !== undefined) {
        const wanted = `another function than that of '${twin.name}', which has the same name`;
        report(alias, "functionName", alias.value("functionName"), wanted);
      }
      seen.set(key, alias);
      // A roll-out shifts calls by itself for minutes; a share that the program sets stays.
      const shared = alias.value("routingConfig.additionalVersionWeights");
      if (Object.keys(Object(shared)).length > 0) {
        const property = "routingConfig.additionalVersionWeights";
        report(alias, property, shared, "no second version");
      }
      if (!isPublished(alias.value("functionVersion"), lambda, alias)) {
        const wanted = `the version that '${lambda.name}' publishes`;
        report(alias, "functionVersion", alias.value("functionVersion"), wanted);
      }
    });
  },
});

/** Whoever rolls out by other means has the version ignored, and then only its form can be judged. */
function isPublished(version: unknown, lambda: Resource, alias: Resource): boolean {
  if (typeof version !== "string" || !/^[0-9]+$/.test(version)) return false;
  if (alias.options.ignoreChanges.includes("functionVersion")) return true;
  const published = lambda.text("version");
  return published === undefined || published === version;
}
