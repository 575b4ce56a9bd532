// The processor of notifications.
import { topicMessages } from "../../../functions/contracts/samples";
import { PermanentError, RetryableError } from "../../../functions/shared/errors";
import { shipmentFailed } from "../../functions/notifications/support/fixtures";
import { down, processor } from "../../functions/notifications/support/processor";
import { bodyOf, mutatedText } from "./mutations";
import { refusalOf } from "./storable";
import type { Target } from "./target";

const alarm = {
  AlarmName: "orders-errors",
  AlarmDescription: "Orders fail",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed",
  StateChangeTime: "2026-03-01T10:00:00.000+0000",
};

export const notificationTargets: readonly Target[] = [
  {
    name: "notifications processor",
    open: () => {
      const worlds = [processor(), processor("none"), processor(down)];
      const messages = [...(topicMessages["notifications-topic"] ?? []).map(({ body }) => body), shipmentFailed, alarm];
      let serial = 0;
      return async (random) => {
        const world = random.pick(worlds);
        const faults: string[] = [];
        try {
          const attributes: Readonly<Record<string, string>> =
            random.below(4) === 0 ? { correlationId: mutatedText("correlation-1", random) } : {};
          await world.invoke(`message-${serial++}`, bodyOf(random.pick(messages), random), attributes);
        } catch (error) {
          if (!(error instanceof PermanentError) && !(error instanceof RetryableError))
            faults.push(`threw ${String(error)}`);
        }
        for (const item of world.items.values()) {
          const refusal = refusalOf(item, ["notificationId"]);
          if (refusal !== undefined) faults.push(`wrote an item that ${refusal}`);
        }
        world.items.clear();
        return faults;
      };
    },
  },
];
