import { expect } from "chai";
import { EnvironmentError } from "../../../functions/shared/env";
import { readProcessorEnvironment } from "../../../functions/shipments/processor/environment";
import { thrownBy } from "../shared/doubles";

const good = {
  ENVIRONMENT: "test",
  SERVICE: "shipments",
  LOG_LEVEL: "INFO",
  ERROR_TABLE_NAME: "monitoring-errors-test",
  ERROR_RETENTION_DAYS: "30",
  SHIPMENTS_TABLE_NAME: "shipments-table-test",
  NOTIFICATIONS_TOPIC_ARN: "arn:aws:sns:eu-south-2:111122223333:notifications-topic-test",
  NOTICE_RETENTION_DAYS: "44",
  LEASE_SECONDS: "30",
  QUEUE_URL: "https://sqs.example.com/queue",
  DEAD_LETTER_QUEUE_URL: "https://sqs.example.com/dead",
  MAX_RECEIVE_COUNT: "12",
  BACKOFF_BASE_SECONDS: "5",
  BACKOFF_MAX_SECONDS: "900",
};

describe("the environment of shipments-processor", () => {
  it("is read with numbers as numbers", () => {
    expect(readProcessorEnvironment(good)).to.include({ NOTICE_RETENTION_DAYS: 44, LEASE_SECONDS: 30 });
  });

  it("may lack the topic of notifications", () => {
    const env = readProcessorEnvironment({ ...good, NOTIFICATIONS_TOPIC_ARN: undefined });

    expect(env.NOTIFICATIONS_TOPIC_ARN).to.equal(undefined);
  });

  it("is refused as a whole, naming each variable that is missing or wrong", () => {
    const bad = { ...good, SHIPMENTS_TABLE_NAME: undefined, NOTIFICATIONS_TOPIC_ARN: "topic", LEASE_SECONDS: "0" };

    const error = thrownBy(() => readProcessorEnvironment(bad));

    expect(error).to.be.instanceOf(EnvironmentError);
    expect((error as EnvironmentError).problems).to.deep.equal([
      "SHIPMENTS_TABLE_NAME is missing",
      'NOTIFICATIONS_TOPIC_ARN: must be the ARN of a topic, "topic" given',
      'LEASE_SECONDS: must be a whole number between 1 and 43200, "0" given',
    ]);
  });
});
