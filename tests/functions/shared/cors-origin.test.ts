import { expect } from "chai";
import { ConfigError, parseConfig } from "../../../components/config/parse";
import { isCorsOrigin } from "../../../functions/shared/cors-origin";
import { configWith } from "../../support/pulumi-fixtures";

const accepts = (...origins: string[]): boolean => {
  try {
    parseConfig(configWith({ corsAllowedOrigins: JSON.stringify(origins) }), "test");
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
};

describe("a web origin", () => {
  it("is what a browser sends, to the letter, for the settings and the functions", () => {
    for (const good of [
      "*",
      "https://shop.example.com",
      "https://shop.example.com:8443",
      "https://xn--bcher-kva.example",
      "http://localhost:3000",
      "http://127.0.0.1:5173",
      "http://[::1]:8080",
    ]) {
      expect([isCorsOrigin(good), accepts(good)], good).to.deep.equal([true, true]);
    }
    for (const bad of [
      "https://*.example.com",
      "https://Shop.Example.com",
      "HTTPS://shop.example.com",
      "https://shop.example.com/",
      "https://shop.example.com/path",
      "https://shop.example.com:443",
      "http://localhost:80",
      "http://shop.example.com",
      "http://localhost.example.com",
      "https://bücher.example",
      "https://user@shop.example.com",
      "https://shop.example.com?x",
      "shop.example.com",
      "null",
      "**",
      "",
      "file:///tmp",
      " https://shop.example.com",
    ]) {
      expect([isCorsOrigin(bad), accepts(bad)], bad).to.deep.equal([false, false]);
    }
  });

  it("stands once among several, and the star alone", () => {
    expect(accepts("https://a.example", "https://b.example")).to.equal(true);
    expect(accepts("https://a.example", "https://a.example")).to.equal(false);
    expect(accepts("*", "https://a.example")).to.equal(false);
  });
});
