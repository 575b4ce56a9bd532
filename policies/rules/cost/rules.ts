import type { Rule } from "../../engine/rule";
import { archivesExpire } from "./archives-expire";
import { bucketsExpire } from "./buckets-expire";
import { budgetTellsActualAndForecast } from "./budget-tells-actual-and-forecast";
import { logGroupsExpire } from "./log-groups-expire";
import { queueRetentionIsExplicit } from "./queue-retention-is-explicit";
import { tablesExpire } from "./tables-expire";

/** All rules of this concern. */
export const costRules: readonly Rule[] = [
  archivesExpire,
  bucketsExpire,
  budgetTellsActualAndForecast,
  logGroupsExpire,
  queueRetentionIsExplicit,
  tablesExpire,
];
