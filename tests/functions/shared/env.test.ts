import { expect } from "chai";
import {
  commonEnvironment,
  EnvironmentError,
  integerVariable,
  listVariable,
  readEnvironment,
  textVariable,
  urlVariable,
} from "../../../functions/shared/env";
import { thrownBy } from "./doubles";

const good = {
  ENVIRONMENT: "dev",
  SERVICE: "orders",
  LOG_LEVEL: "INFO",
  ERROR_TABLE_NAME: "monitoring-errors-dev",
  ERROR_RETENTION_DAYS: "30",
};

describe("the environment of a function", () => {
  it("is read with numbers as numbers, and other variables are ignored", () => {
    const env = readEnvironment(commonEnvironment, { ...good, PATH: "/usr/bin" });
    expect(env).to.deep.equal({ ...good, ERROR_RETENTION_DAYS: 30 });
  });

  it("names every missing and every bad variable at once, with bound and value", () => {
    const error = thrownBy(() =>
      readEnvironment(commonEnvironment, { ...good, LOG_LEVEL: undefined, ERROR_RETENTION_DAYS: "4000" }),
    );
    expect(error).to.be.instanceOf(EnvironmentError);
    expect(error).to.have.deep.property("problems", [
      "LOG_LEVEL is missing",
      'ERROR_RETENTION_DAYS: must be a whole number between 1 and 3650, "4000" given',
    ]);
  });

  it("does not show the value of a variable that looks like a secret", () => {
    const schema = commonEnvironment.extend({ WEBHOOK_TOKEN: integerVariable(1, 2) });
    const error = thrownBy(() => readEnvironment(schema, { ...good, WEBHOOK_TOKEN: "s3cr3t-value" }));
    expect(String(error)).to.contain("WEBHOOK_TOKEN").and.not.contain("s3cr3t-value");
  });

  it("refuses numbers that are not whole, negative, or written in another way", () => {
    const schema = commonEnvironment.extend({ COUNT: integerVariable(0, 100) });
    for (const COUNT of ["1.5", "-1", "1e1", "", " 1", "0x1", "101"]) {
      expect(() => readEnvironment(schema, { ...good, COUNT }), COUNT).to.throw(EnvironmentError, "COUNT");
    }
  });

  it("reads lists without empty items, and refuses an empty list", () => {
    const schema = commonEnvironment.extend({ LIST: listVariable() });
    expect(readEnvironment(schema, { ...good, LIST: " RS256, ES256 ,," }).LIST).to.deep.equal(["RS256", "ES256"]);
    expect(() => readEnvironment(schema, { ...good, LIST: " , " })).to.throw(EnvironmentError, "LIST");
  });

  it("refuses addresses that are not http, and empty texts", () => {
    const schema = commonEnvironment.extend({ URL: urlVariable(), TEXT: textVariable() });
    const error = thrownBy(() => readEnvironment(schema, { ...good, URL: "ftp://a.example", TEXT: "" }));
    expect(error).to.have.property("problems").with.lengthOf(2);
  });
});
