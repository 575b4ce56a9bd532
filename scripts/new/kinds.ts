import { alarmKind } from "./kinds/alarm";
import { fieldKind } from "./kinds/field";
import { functionKind } from "./kinds/function";
import { pipelineKind } from "./kinds/pipeline";
import { ruleKind } from "./kinds/rule";
import { settingKind } from "./kinds/setting";
import type { Kind } from "./part";

/** The kinds of parts that `npm run new` adds. */
export const kinds: Readonly<Record<string, Kind>> = {
  pipeline: pipelineKind,
  function: functionKind,
  alarm: alarmKind,
  field: fieldKind,
  setting: settingKind,
  rule: ruleKind,
};
