import { expectedOutcomes, oneEmailEach } from "../../traffic/checks/confirmations";
import { deadLetters } from "../../traffic/checks/dead-letters";
import { confirmationMessage } from "../../traffic/message";
import { type Entrance, neededFields, poisonText, type SendMessages, sendTogether, times } from "../entrance";

/** Requests confirmations of orders, as the orders pipeline does. A valid request is done when its email is sent. */
export function confirmations(send: SendMessages): Entrance {
  const fields = neededFields.confirmations;
  return {
    pipeline: "confirmations",
    checks: [oneEmailEach, expectedOutcomes, deadLetters],
    async prepare(traffic, amount, maker) {
      const { journal, random, outputs } = traffic;
      const message = (index: number) => {
        const [orderId, correlationId] = [random.uuid(), random.uuid()];
        const email = `poison-${index}@mail.example`;
        return { orderId, email, correlationId, content: confirmationMessage(orderId, email, correlationId) };
      };
      const good = times(amount.good, message);
      journal.handed.push(
        ...good.map(({ orderId, email, correlationId }) => ({ orderId, email, correlationId, copies: 1 })),
      );
      const bad = times(amount.bad, (index) => {
        const { content, correlationId } = message(index);
        return { ...poisonText(maker, content, fields, index, amount.bad), correlationId };
      });
      journal.poison.push(...bad.map((one) => ({ ...one, queue: "confirmations" as const })));
      const bodies = good.map(({ content, correlationId }) => ({ body: JSON.stringify(content), correlationId }));
      return {
        send: () => sendTogether(send, traffic, bodies, bad),
        watched: {
          tableName: outputs.confirmations.deliveriesTableName,
          keys: good.map(({ orderId }) => ({ orderId })),
          isDone: ({ status }) => status === "SENT" || status === "DELIVERED",
        },
        bad: bad.map(({ correlationId }) => correlationId),
      };
    },
  };
}
