import { PolicyPack } from "@pulumi/policy";
import { toPolicy } from "./engine/to-policy";
import { allRules } from "./rules/all";

// Starts the server that Pulumi, or the gate of this project, talks to. It reads its version from package.json beside this file.
new PolicyPack("backoffice", { policies: allRules.map(toPolicy), enforcementLevel: "mandatory" });
