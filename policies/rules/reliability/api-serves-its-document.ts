import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const apiServesItsDocument = resourceRule({
  name: "api-serves-its-document",
  concern: "reliability",
  description: "A REST API is what its document says, under an address that exists, and reads bodies as text.",
  rationale:
    "Put mode merge keeps operations alive that the document has lost; binary types switch validation of bodies off; with its own address disabled an API without domain answers nobody.",
  remediation: "Leave putRestApiMode, binaryMediaTypes and disableExecuteApiEndpoint out.",
  controls: ["api.validation", "api.authorization"],
  severity: "high",
  types: [types.restApi],
  parameters: {
    ownDomain: z.boolean().default(false).describe("Whether the API has a domain of its own, and must have no other."),
  },
  check(api, { report, parameters: { ownDomain } }) {
    const mode = api.text("putRestApiMode");
    if (mode !== undefined && mode !== "overwrite") report(api, "putRestApiMode", mode, "overwrite");
    const binary = api.list("binaryMediaTypes");
    if (binary.length > 0) report(api, "binaryMediaTypes", binary, "none");
    const disabled = api.flag("disableExecuteApiEndpoint") ?? false;
    if (disabled !== ownDomain) report(api, "disableExecuteApiEndpoint", disabled, String(ownDomain));
  },
});
