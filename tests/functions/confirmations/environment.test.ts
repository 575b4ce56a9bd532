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
const sender = {
  ...feedback,
  SENDER_ADDRESS: "orders@example.com",
  LEASE_SECONDS: "60",
  SHOP_NAME: "Bücher & Co.",
  SHOP_TIME_ZONE: "Europe/Vienna",
};

describe("the environment of the confirmation functions", () => {
  it("is read with numbers as numbers", () => {
    expect(readSenderEnvironment(sender)).to.include({
      LEASE_SECONDS: 60,
      MAX_RECEIVE_COUNT: 8,
      SHOP_NAME: "Bücher & Co.",
      SHOP_TIME_ZONE: "Europe/Vienna",
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

  it("is refused with a name that makes no From header with the address, and with a zone that no place has", () => {
    const refusal = (variables: object) => {
      try {
        readSenderEnvironment({ ...sender, ...variables });
        return "";
      } catch (error) {
        return String(error);
      }
    };
    expect(refusal({ SHOP_NAME: "東".repeat(80) })).to.include(
      "SHOP_NAME: must make a From header of at most 320 bytes with SENDER_ADDRESS",
    );
    for (const zone of ["Europe/Wien", "+01:00", "CET+1", "", " UTC"]) {
      expect(refusal({ SHOP_TIME_ZONE: zone }), zone).to.include(
        "SHOP_TIME_ZONE: must be the IANA name of a time zone",
      );
    }
  });
});
