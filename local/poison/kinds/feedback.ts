import { eventsFor } from "../../ses/events";
import { deadLetters } from "../../traffic/checks/dead-letters";
import { type Entrance, neededFields, poisonText, type SendMessages, sendTogether, times } from "../entrance";
import { sentDeliveries } from "../sent-deliveries";

/** Events about emails that SES has delivered. */
export function feedback(send: SendMessages): Entrance {
  const fields = neededFields.feedback;
  return {
    pipeline: "feedback",
    checks: [deadLetters],
    async prepare(traffic, amount, maker) {
      const { journal, random, outputs } = traffic;
      const { confirmations } = outputs;
      const emails = times(amount.good + amount.bad, (index) => ({
        orderId: random.uuid(),
        correlationId: random.uuid(),
        messageId: random.uuid(),
        address: `told-${index}@mail.example`,
      }));
      const events = emails.map(({ orderId, correlationId, messageId, address }) => {
        const email = {
          messageId,
          source: confirmations.senderAddress,
          recipients: [address],
          subject: "Your order",
          acceptedAt: new Date(),
          configurationSet: confirmations.configurationSetName,
          tags: { orderId, correlationId },
        };
        const sender = {
          accountId: traffic.stack.target.accountId,
          region: traffic.stack.target.region,
          partition: "aws",
        };
        const delivered = eventsFor(email, sender, new Date()).find(({ eventType }) => eventType === "Delivery") ?? {};
        return { correlationId, content: delivered };
      });
      const good = emails.slice(0, amount.good);
      await sentDeliveries(traffic, good);
      const bad = events.slice(amount.good).map(({ content, correlationId }, index) => {
        return { ...poisonText(maker, content, fields, index, amount.bad), correlationId };
      });
      journal.poison.push(...bad.map((one) => ({ ...one, queue: "feedback" as const })));
      const bodies = events
        .slice(0, amount.good)
        .map(({ content, correlationId }) => ({ body: JSON.stringify(content), correlationId }));
      return {
        send: () => sendTogether(send, traffic, bodies, bad),
        watched: {
          tableName: confirmations.deliveriesTableName,
          keys: good.map(({ orderId }) => ({ orderId })),
          isDone: ({ status }) => status === "DELIVERED",
        },
        bad: bad.map(({ correlationId }) => correlationId),
      };
    },
  };
}
