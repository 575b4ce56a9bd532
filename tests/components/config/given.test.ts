import { expect } from "chai";
import { given } from "../../../components/config/given";

describe("what a refusal says of a value", () => {
  it("is the value where it can be no secret", () => {
    expect(given("LOUD")).to.equal('"LOUD" given');
    expect(given(64)).to.equal("64 given");
    expect(given("http://chat.example.com/hook")).to.equal('"http://chat.example.com/hook" given');
    expect(given("orders@dev.example.com")).to.equal('"orders@dev.example.com" given');
    expect(given(undefined)).to.equal("nothing given");
  });

  for (const value of [
    "https://idp.example.com/keys?code=SECRETKEY",
    "https://user:SECRETKEY@idp.example.com/keys",
    "https://idp.example.com/keys#SECRETKEY",
    "ghp_SECRETKEY0123456789abcdefghij",
    "https://hooks.example.com/services/T0000000000/B00000000SECRETKEY1",
  ]) {
    it(`is its length where it may be one: ${value.replace("SECRETKEY", "...")}`, () => {
      expect(given(value)).to.equal(`a text of ${value.length} characters given`);
      expect(given([value])).not.to.contain("SECRETKEY");
    });
  }

  it("is nothing of it where it is known to be one", () => {
    expect(given("x", true)).to.equal("[secret] given");
    expect(given(undefined, true)).to.equal("nothing given");
  });
});
