import { expect } from "chai";
import { yearsFrom } from "../../../policies/engine/day";
import { version } from "../../../policies/package.json";
import type { PackConfig } from "../../../program/policies/config";
import { PackConfigError, readPackConfig } from "../../../program/policies/config";
import { PackConfigRefused } from "../../../program/policies/engine-config";
import { judgeResources } from "../../../program/policies/gate";
import { verdictText } from "../../../program/policies/text";
import { resource } from "../../support/policies/resources";
import { allOff, sharedAnalyzer, testDay } from "../../support/policies/rule-cases";

const rule = "queue-encrypted-by-customer-key";
const plainQueue = resource("aws:sqs/queue:Queue", "mails", { name: "mails-dev" });
/** Pulumi's mark for a text that a preview does not know. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the real analyzer says with only this rule on. */
async function judged(resources: Parameters<typeof judgeResources>[1], settings: PackConfig[string] = "mandatory") {
  const analyzer = await sharedAnalyzer();
  return await judgeResources(analyzer, resources, { ...allOff(analyzer), [rule]: settings });
}

const inAYear = yearsFrom(testDay, 1);
const expired = yearsFrom(testDay, -1);
/** Level and rule of each; of what the pack says about itself also the message. */
const texts = (found: Awaited<ReturnType<typeof judged>>) =>
  found.map(({ level, rule: name, message }) => `${level} ${name}${name === rule ? "" : `: ${message}`}`).toSorted();
const reason = "Is replaced together with the mail provider.";

describe("the policy gate, by Pulumi's own analyzer", () => {
  it("says rule, level, resource, property, what was found, what was wanted and how to fix it", async () => {
    const [found, ...others] = await judged([plainQueue]);

    expect(others).to.deep.equal([]);
    expect(found).to.include({ rule, level: "mandatory", urn: plainQueue.urn });
    expect(found?.message).to.match(
      /'mails': kmsMasterKeyId is not set, wanted a customer-managed key\. Set kmsMasterKeyId/,
    );
  });

  it("takes the level from the configuration", async () => {
    const account = { reason, expires: inAYear };
    const advisory = await judged([plainQueue], { enforcementLevel: "advisory", ...account });
    expect(advisory.map(({ level }) => level)).to.deep.equal(["advisory"]);
    expect(await judged([plainQueue], { enforcementLevel: "disabled", ...account })).to.deep.equal([]);
  });

  it("stays mandatory when a rule is configured without a level", async () => {
    expect((await judged([plainQueue], { exemptions: [] })).map(({ level }) => level)).to.deep.equal(["mandatory"]);
  });

  it("says that it could not decide about a value that a preview does not know, and lets the preview go on", async () => {
    const found = await judged([resource("aws:sqs/queue:Queue", "mails", { kmsMasterKeyId: unknownText })]);

    expect(found.map(({ level }) => level)).to.deep.equal(["advisory"]);
    expect(found[0]?.message).to.match(/could not decide about 'mails': kmsMasterKeyId is not known before deployment/);
  });

  it("leaves out an exempted resource until its day, and only that one, and says so", async () => {
    const exemptions = [{ resource: "mails", reason, expires: inAYear }];
    const other = resource("aws:sqs/queue:Queue", "letters", { name: "letters-dev" });
    const found = await judged([plainQueue, other], { exemptions });

    expect(found.map(({ level, urn }) => [level, urn])).to.have.deep.members([
      ["advisory", plainQueue.urn],
      ["mandatory", other.urn],
    ]);
    expect(found.find(({ urn }) => urn === plainQueue.urn)?.message).to.include(`Exempted until ${inAYear}: ${reason}`);
  });

  it("refuses a resource whose exemption has expired", async () => {
    const [found] = await judged([plainQueue], { exemptions: [{ resource: "mails", reason, expires: expired }] });

    expect(found?.level).to.equal("mandatory");
    expect(found?.message).to.include(`Its exemption expired on ${expired}`);
  });

  it("refuses a setting that a rule does not have, in a sentence that names rule and key, and judges by the defaults", async () => {
    const found = await judged([plainQueue], { minimumDays: 3 });

    expect(texts(found)).to.deep.equal([
      "mandatory configuration-is-accounted-for: The configuration of 'queue-encrypted-by-customer-key' is wrong: it has no setting 'minimumDays'; it has reason, expires, exemptions.",
      `mandatory ${rule}`,
    ]);
  });

  it("fails on a configuration of a rule that does not exist", async () => {
    const analyzer = await sharedAnalyzer();
    let error: unknown;
    await judgeResources(analyzer, [], { "queue-encryption": "disabled" }).catch((caught: unknown) => {
      error = caught;
    });

    expect(error).to.be.instanceOf(PackConfigError);
    expect(String(error)).to.include("queue-encryption");
  });

  for (const [title, settings, says] of [
    ["switched off", "disabled", /changes the level from mandatory to disabled: 'reason' must say why/],
    ["made advisory", "advisory", /changes the level from mandatory to advisory: 'reason' must say why/],
    [
      "switched off without an expiry",
      { enforcementLevel: "disabled", reason },
      /'expires' must say until which day, .* is not set/,
    ],
    [
      "switched off for ever",
      { enforcementLevel: "disabled", reason, expires: "9999-12-31" },
      /until 9999-12-31: 'expires' may be a year ahead at most/,
    ],
    [
      "switched off until a day that is over",
      { enforcementLevel: "disabled", reason, expires: expired },
      /that expired on .*, and today is .*The reason was: Is replaced/,
    ],
  ] as const satisfies readonly (readonly [string, PackConfig[string], RegExp])[]) {
    it(`refuses a rule that is ${title}, naming it`, async () => {
      const refused = (await judged([plainQueue], settings)).filter(({ rule: name }) => name !== rule);

      expect(refused.map(({ level, rule: name }) => `${level} ${name}`)).to.deep.equal([
        "mandatory configuration-is-accounted-for",
      ]);
      expect(refused[0]?.message)
        .to.match(/^The configuration of 'queue-encrypted-by-customer-key' /)
        .and.to.match(says);
    });
  }

  it("takes a level that is as strict, or stricter, without an account", async () => {
    expect(texts(await judged([plainQueue], "mandatory"))).to.deep.equal([`mandatory ${rule}`]);
  });

  it("refuses every rule that 'all' switches off", async () => {
    const found = await judgeResources(await sharedAnalyzer(), [plainQueue], { all: "disabled" });

    expect(found.length).to.be.greaterThan(150);
    expect(new Set(found.map(({ level, rule: name }) => `${level} ${name}`))).to.deep.equal(
      new Set(["mandatory configuration-is-accounted-for"]),
    );
  });

  it("refuses an exemption that lies more than a year ahead, and one of a resource that the stack does not have", async () => {
    const late = await judged([], { exemptions: [{ resource: "mails", reason, expires: "9999-12-31" }] });
    const stray = await judged([plainQueue], { exemptions: [{ resource: "mail", reason, expires: inAYear }] });

    // Without a resource nothing is asked of single ones; a stack has at least itself.
    expect(texts(late)).to.deep.equal([]);
    expect(texts(stray)).to.deep.equal([
      `mandatory exemptions-name-resources: The configuration of '${rule}' exempts 'mail', which the stack does not have: take it out, or write its logical name.`,
      `mandatory ${rule}`,
    ]);
  });

  it("ends at a value that the rule's schema refuses, in the engine's words: rule, key, bound, and the value", async () => {
    let error: unknown;
    await judged([plainQueue], { enforcementLevel: "disabled", reason: "Too short", expires: inAYear }).catch(
      (caught: unknown) => {
        error = caught;
      },
    );

    expect(error).to.be.instanceOf(PackConfigRefused);
    expect(String(error)).to.equal(
      `PackConfigRefused: validating policy config: backoffice ${version}  ${rule}: reason: String length must be greater than or equal to 20 (given: "Too short")`,
    );
  });

  it("has no configuration for a stack without a file: every rule is as strict as it can be", () => {
    expect(readPackConfig("no-such-stack")).to.deep.equal({});
  });

  it("lists the mandatory violations first, and sums up in one line", () => {
    const entry = { rule, urn: plainQueue.urn, message: "title\n'mails': ..." };
    const violations = [
      { ...entry, level: "advisory" as const },
      { ...entry, level: "mandatory" as const },
    ];
    const text = verdictText({ stack: "dev", rules: 2, resources: 3, seconds: 1.26, violations });

    expect(text.indexOf("mandatory queue-")).to.be.lessThan(text.indexOf("advisory queue-"));
    expect(text.split("\n").at(-1)).to.equal(
      "2 rules over 3 resources of stack dev in 1.3 s: 1 mandatory violations, 1 advisory",
    );
  });
});
