import { expect } from "chai";
import { readFeedbackEnvironment } from "../../../functions/confirmations/feedback/environment";
import { readSenderEnvironment } from "../../../functions/confirmations/sender/environment";
import { EnvironmentError } from "../../../functions/shared/env";

const feedback = {
  ENVIRONMENT: "test",
  SERVICE: "confirmations",
  LOG_LEVEL: "INFO",
  ERROR_TABLE_NAME: "monitoring-errors-test",
  ERROR_RETENTION_DAYS: "30",
  DELIVERIES_TABLE_NAME: "confirmations-deliveries-test",
  SUPPRESSIONS_TABLE_NAME: "confirmations-suppressions-test",
  DELIVERY_RETENTION_DAYS: "90",
  CONFIGURATION_SET_NAME: "confirmations-mails-test",
  QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/000000000000/q",
  DEAD_LETTER_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/000000000000/d",
  MAX_RECEIVE_COUNT: "8",
  BACKOFF_BASE_SECONDS: "5",
  BACKOFF_MAX_SECONDS: "900",
};
const sender = { ...feedback, SENDER_ADDRESS: "orders@example.com", LEASE_SECONDS: "60", SHOP_NAME: "Bücher & Co." };

describe("the environment of the confirmation functions", () => {
  it("is read with numbers as numbers", () => {
    expect(readSenderEnvironment(sender)).to.include({
      LEASE_SECONDS: 60,
      MAX_RECEIVE_COUNT: 8,
      SHOP_NAME: "Bücher & Co.",
    });
    expect(readFeedbackEnvironment(feedback)).to.include({ DELIVERY_RETENTION_DAYS: 90, BACKOFF_MAX_SECONDS: 900 });
  });

  for (const name of Object.keys(sender)) {
    it(`is refused without ${name}, which is named`, () => {
      expect(() => readSenderEnvironment({ ...sender, [name]: undefined })).to.throw(
        EnvironmentError,
        `${name} is missing`,
      );
    });
  }

  it("is refused with an address that holds more than an address", () => {
    expect(() => readSenderEnvironment({ ...sender, SENDER_ADDRESS: "Shop <orders@example.com>" })).to.throw(
      EnvironmentError,
      "SENDER_ADDRESS",
    );
  });
});
