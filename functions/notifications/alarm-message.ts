// Messages of CloudWatch alarms about a change of state, which alarms may publish to the notifications topic.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
import * as z from "zod";
import type { Notification } from "../contracts/notification";
import { cutToLength } from "../shared/cut";

const severityOf = { ALARM: "critical", OK: "info", INSUFFICIENT_DATA: "warning" } as const;

/** Body of the message, of metric and composite alarms. Unknown fields, such as `Trigger`, are ignored. */
const cloudWatchAlarm = z.object({
  AlarmName: z.string().trim().min(1).max(255),
  NewStateValue: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]),
  NewStateReason: z.string(),
  /** Such as `2026-03-01T10:00:00.000+0000`. */
  StateChangeTime: z.string(),
  OldStateValue: z.string().optional(),
  AlarmDescription: z.string().nullish(),
  AlarmArn: z.string().optional(),
  /** The region's display name, such as `EU (Frankfurt)`. */
  Region: z.string().optional(),
  AWSAccountId: z.string().optional(),
});

/** True for a message from an alarm, or in the form of one. */
export function isAlarmMessage(value: unknown): boolean {
  return typeof value === "object" && value !== null && "AlarmName" in value && "NewStateValue" in value;
}

/** Parses such a message as a notification; fails with what is wrong with it. */
export const alarmNotification = cloudWatchAlarm.transform((alarm): Notification => {
  const { AlarmName: name, NewStateValue: state, NewStateReason: reason, AlarmDescription: description } = alarm;
  const where = alarm.Region === undefined ? "" : ` in ${alarm.Region}`;
  const text = [description ?? "", reason].filter((part) => part.trim() !== "").join("\n\n");
  return {
    subject: cutToLength(`${state}: ${name}${where}`, 200),
    message: text === "" ? `${name} is ${state}.` : cutToLength(text, 20_000),
    severity: severityOf[state],
    source: "aws.cloudwatch",
    details: {
      alarmName: name,
      alarmArn: alarm.AlarmArn,
      oldState: alarm.OldStateValue,
      newState: state,
      changedAt: alarm.StateChangeTime,
      accountId: alarm.AWSAccountId,
    },
  };
});
