// npm run openapi: writes the API's OpenAPI document to docs/openapi.json.
import { writeFileSync } from "node:fs";
import { runMain } from "../cli/main";
import { buildOpenApiDocument } from "../functions/contracts/orders/openapi";

runMain(async ({ console }) => {
  writeFileSync("docs/openapi.json", `${JSON.stringify(buildOpenApiDocument(), null, 2)}\n`);
  console.say("docs/openapi.json is written");
});
