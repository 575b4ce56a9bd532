import { resourceRule } from "../../engine/define";

export const functionUrlIsClosed = resourceRule({
  name: "function-url-is-closed",
  concern: "network",
  description: "Function URLs ask for IAM authorization, and no site of the world may call them from a browser.",
  rationale:
    "With NONE everybody who knows the address calls the function, at our cost; an origin * lets every web page do so in a user's name.",
  remediation: "Set authorizationType to AWS_IAM and list the origins, or put the function behind the API.",
  controls: ["lambda.function-url"],
  severity: "critical",
  types: ["aws:lambda/functionUrl:FunctionUrl"],
  check(url, { report }) {
    const type = url.text("authorizationType");
    if (type !== "AWS_IAM") report(url, "authorizationType", type, "AWS_IAM");
    const open = url.texts("cors.allowOrigins").filter((origin) => origin.includes("*"));
    if (open.length > 0) report(url, "cors.allowOrigins", open, "origins by name");
  },
});
