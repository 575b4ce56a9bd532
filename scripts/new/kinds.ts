import { pipelineKind } from "./kinds/pipeline";
import { ruleKind } from "./kinds/rule";
import { settingKind } from "./kinds/setting";
import type { Kind } from "./part";

/** What `npm run new` writes. */
export const kinds: Readonly<Record<string, Kind>> = {
  pipeline: pipelineKind,
  rule: ruleKind,
  setting: settingKind,
};
