import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { ordersSource } from "../../contracts/bus";
import { correlationField } from "../../contracts/fields/correlation";
import type { OrderConfirmationRequested } from "../../contracts/order-confirmation";
import type { OrderEvent } from "../../contracts/order-events";
import { mostEventsPerCall } from "../../shared/put-events";

/** Where requests for confirmations go. */
export interface ConfirmationsTopic {
  publish(request: OrderConfirmationRequested): Promise<void>;
}

/** Where the shop's events go. */
export interface EventBus {
  /**
   * Sends any number of events, and returns those that the bus rejected, with the reason. A call that fails as a whole affects its own
   * events only.
   */
  put(events: readonly OrderEvent[]): Promise<ReadonlyMap<OrderEvent, unknown>>;
}

/** The bus rejected one event of a call. */
export class EventRefusedError extends Error {
  override readonly name = "EventRefusedError";
}

export function createConfirmationsTopic(client: Pick<SNSClient, "send">, topicArn: string): ConfirmationsTopic {
  return {
    publish: async (request) => {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify(request),
          MessageAttributes: {
            [correlationField]: { DataType: "String", StringValue: request.correlationId },
          },
        }),
      );
    },
  };
}

export function createEventBus(client: Pick<EventBridgeClient, "send">, busName: string): EventBus {
  const putSome = async (events: readonly OrderEvent[]): Promise<[OrderEvent, unknown][]> => {
    const entries = events.map(({ "detail-type": DetailType, detail }) => ({
      EventBusName: busName,
      Source: ordersSource,
      DetailType,
      Detail: JSON.stringify(detail),
      Time: new Date(detail.occurredAt),
      Resources: [],
    }));
    try {
      const answer = await client.send(new PutEventsCommand({ Entries: entries }));
      // The status of the whole call says nothing about its events: each has its own result, at the same index.
      if ((answer.FailedEntryCount ?? 0) === 0) return [];
      return events.flatMap((event, index): [OrderEvent, unknown][] => {
        const { EventId, ErrorCode, ErrorMessage } = answer.Entries?.[index] ?? {};
        if (EventId !== undefined && ErrorCode === undefined) return [];
        return [[event, new EventRefusedError(`The bus refused the event: ${ErrorCode}: ${ErrorMessage}`)]];
      });
    } catch (error) {
      return events.map((event) => [event, error]);
    }
  };
  return {
    put: async (events) => {
      const calls: Promise<[OrderEvent, unknown][]>[] = [];
      for (let start = 0; start < events.length; start += mostEventsPerCall) {
        calls.push(putSome(events.slice(start, start + mostEventsPerCall)));
      }
      return new Map((await Promise.all(calls)).flat());
    },
  };
}
