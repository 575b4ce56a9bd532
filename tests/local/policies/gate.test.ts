import { expect } from "chai";
import type { PackConfig } from "../../../local/policies/config";
import { PackConfigError, readPackConfig } from "../../../local/policies/config";
import { judgeResources } from "../../../local/policies/gate";
import { verdictText } from "../../../local/policies/text";
import { resource } from "../../support/policies/resources";
import { sharedAnalyzer } from "../../support/policies/rule-cases";

const rule = "queue-encrypted-by-customer-key";
const plainQueue = resource("aws:sqs/queue:Queue", "mails", { name: "mails-dev" });
/** Pulumi's mark for a text that a preview does not know. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the real analyzer says with only this rule on. */
async function judged(resources: Parameters<typeof judgeResources>[1], settings: PackConfig[string] = "mandatory") {
  const analyzer = await sharedAnalyzer();
  const off: PackConfig = Object.fromEntries(analyzer.rules.map((name) => [name, "disabled"]));
  return await judgeResources(analyzer, resources, { ...off, [rule]: settings });
}

const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const reason = "Is replaced together with the mail provider.";

describe("the policy gate, by Pulumi's own analyzer", () => {
  it("says rule, level, resource, property, what was found, what was wanted and how to mend it", async () => {
    const [found, ...others] = await judged([plainQueue]);

    expect(others).to.deep.equal([]);
    expect(found).to.include({ rule, level: "mandatory", urn: plainQueue.urn });
    expect(found?.message).to.match(
      /'mails': kmsMasterKeyId is not set, wanted a customer-managed key\. Set kmsMasterKeyId/,
    );
  });

  it("takes the level from the configuration", async () => {
    expect((await judged([plainQueue], "advisory")).map(({ level }) => level)).to.deep.equal(["advisory"]);
    expect(await judged([plainQueue], "disabled")).to.deep.equal([]);
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
    const [found] = await judged([plainQueue], { exemptions: [{ resource: "mails", reason, expires: yesterday }] });

    expect(found?.level).to.equal("mandatory");
    expect(found?.message).to.include(`Its exemption expired on ${yesterday}`);
  });

  it("fails on a configuration that a rule does not understand, naming it", async () => {
    let message = "";
    await judged([plainQueue], { minimumDays: 3 }).catch((error: Error) => {
      message = error.message;
    });

    expect(message).to.match(/the configuration of 'queue-encrypted-by-customer-key' is wrong.*minimumDays/s);
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

  it("has no configuration for a stack without a file: every rule is as strict as it can be", () => {
    expect(readPackConfig("no-such-stack")).to.deep.equal({});
  });

  it("is told with the mandatory violations first, and summed up in one line", () => {
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
