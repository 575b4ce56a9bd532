import { stackRule } from "../../engine/define";
import { watchedIn } from "../../metrics/watched";

const kinds = [
  ["apiClientErrors", "4XX errors"],
  ["apiServerErrors", "5XX errors"],
  ["apiLatency", "latency"],
] as const;

export const apiHasAlarms = stackRule({
  name: "api-has-alarms",
  concern: "observability",
  description: "Every stage of an API has alarms on client errors, server errors and latency.",
  rationale: "What the gateway itself refuses or times out never reaches a function, and so no function's alarm.",
  remediation: "Declare the alarms with the dimensions ApiName and Stage, by name and not by id.",
  controls: ["observability.api-alarms"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType("aws:apigateway/stage:Stage"), (stage) => {
      const [api] = stack.named(stage, "restApi", "aws:apigateway/restApi:RestApi");
      const [ApiName = "", Stage = ""] = [api?.text("name"), stage.text("stageName")];
      for (const [kind, what] of kinds)
        if (watched.by(kind, { ApiName, Stage }).length === 0)
          report(stage, "stageName", `${ApiName}, ${Stage}`, `an alarm on ${what} with these dimensions`);
    });
  },
});
