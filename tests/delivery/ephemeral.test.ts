import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { covers } from "../../aws/iam/pattern";
import { suffixPattern } from "../../bootstrap/names";
import { ConfigError } from "../../components/config/parse";
import { projectRoot } from "../../launch/project-root.cjs";
import { buildGraph } from "../../program/graph/build-graph";
import { CommandError, type Run } from "../../scripts/delivery/command";
import { ephemeralSettings } from "../../scripts/delivery/ephemeral-settings";
import { destroyStack, ephemeralStacks, isAbandoned, sweepStacks } from "../../scripts/delivery/ephemeral-stacks";
import { secretSettings } from "../support/secret-settings";
import { fakeGitHub } from "./fake-github";

const provider =
  "awskms:///alias/backoffice-state-ephemeral-delivery?region=eu-central-1&context_environment=ephemeral";

describe("the settings of a pull request's stack", () => {
  let dev = "";

  before(async () => {
    dev = await readFile(join(projectRoot, "Pulumi.dev.yaml"), "utf8");
  });

  it("are those of dev but for its name, its sender, its boundaries and what would outlive it", () => {
    const { secretsprovider, config } = parse(ephemeralSettings(dev, 123, provider));
    const before = parse(dev).config;
    const changed = Object.keys(config).filter((key) => JSON.stringify(config[key]) !== JSON.stringify(before[key]));

    expect(secretsprovider).to.equal(provider);
    expect(Object.fromEntries(changed.map((key) => [key, config[key]]))).to.deep.equal({
      "backoffice:environmentSuffix": "pr-123",
      "backoffice:senderAddress": "orders+pr-123@dev.example.com",
      "backoffice:permissionsBoundary": "backoffice-runtime-boundary-ephemeral-delivery",
      "backoffice:serviceBoundary": "backoffice-service-boundary-ephemeral-delivery",
      "backoffice:apiAccountRole": false,
      "backoffice:wafEnabled": false,
      "backoffice:retainData": false,
      "backoffice:contributorInsights": [],
      "backoffice:cloudTrailDataEvents": false,
      "backoffice:backupEnabled": false,
      "backoffice:budgetEnabled": false,
      "backoffice:costAnomaliesEnabled": false,
    });
  });

  it("leave secrets, dev's own identity and reserved concurrency behind", () => {
    const more = `${dev}  backoffice:authJwksUri: { secure: v1:abc }
  backoffice:senderIdentity: dev.example.com
  backoffice:apiReservedConcurrency: 10
  backoffice:retainData: true
encryptedkey: AQIC
`;
    const settings = parse(ephemeralSettings(more, 5, provider));

    expect(settings).not.to.have.property("encryptedkey");
    expect(settings.config).not.to.have.any.keys(
      "backoffice:authJwksUri",
      "backoffice:senderIdentity",
      "backoffice:apiReservedConcurrency",
    );
    expect(settings.config["backoffice:retainData"]).to.equal(false);
  });

  it("take keys without the project's name for the project's, as Pulumi does", () => {
    const short = dev.replaceAll("backoffice:", "");

    expect(parse(ephemeralSettings(short, 5, provider))).to.deep.equal(parse(ephemeralSettings(dev, 5, provider)));
  });

  it("keep every digit of a large number", () => {
    const long = dev.replace("authAudience: backoffice-api", "authAudience: 281474976710656123");

    expect(ephemeralSettings(long, 5, provider)).to.contain("backoffice:authAudience: 281474976710656123\n");
  });

  for (const [secret, value] of Object.entries(secretSettings)) {
    it(`are refused when dev keeps the secret ${secret} in plain text, and the message does not show it`, () => {
      for (const key of [`backoffice:${secret}`, secret]) {
        const settings = () => ephemeralSettings(`${dev}  ${key}: ${value}\n`, 5, provider);

        expect(settings).to.throw(ConfigError, `backoffice:${secret} must be a secret, and is given in plain text`);
        expect(settings).not.to.throw(value);
      }
    });
  }

  it("are refused where the program would refuse them, before anything is deployed", () => {
    const broken = dev.replace("backoffice:logLevel: DEBUG", "backoffice:logLevel: LOUD");

    expect(() => ephemeralSettings(broken, 5, provider)).to.throw(
      ConfigError,
      /^Pulumi\.dev\.yaml has 1 problem:\n {2}- backoffice:logLevel must be one of .* \(Pulumi\.dev\.yaml\)\n/,
    );
  });

  it("make a stack that keeps nothing, with names that AWS takes, for the longest number there can be", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backoffice-ephemeral-"));
    try {
      await writeFile(join(folder, "Pulumi.yaml"), "name: backoffice\n");
      await writeFile(join(folder, "Pulumi.pr-999999999.yaml"), ephemeralSettings(dev, 999_999_999, provider));

      const graph = await buildGraph("pr-999999999", {}, { configFolder: folder });

      expect(graph.length).to.be.greaterThan(200);
      expect(graph.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal([]);
      expect(graph.filter(({ inputs }) => inputs.deletionProtectionEnabled === true)).to.deep.equal([]);
      expect(graph.filter(({ type }) => type === "aws:apigateway/account:Account")).to.deep.equal([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("the names of pull requests' stacks", () => {
  it("are told apart from every other stack's by the pattern in the deploy role", () => {
    expect(covers(`orders-*-${suffixPattern("ephemeral")}`, "orders-table-pr-1")).to.equal(true);
    for (const other of ["prod", "dev", "preprod", "pr"]) {
      expect(covers(`orders-*-${suffixPattern("ephemeral")}`, `orders-table-${other}`), other).to.equal(false);
    }
  });
});

/** A Pulumi with these stacks, which cannot destroy some of them. */
function fakePulumi(stacks: readonly string[], stuck: readonly string[] = []) {
  const left = new Set(stacks);
  const calls: string[] = [];
  const run: Run = async (args) => {
    calls.push(args.join(" "));
    if (args[0] === "stack")
      return JSON.stringify([...left].map((name) => ({ name: `organization/backoffice/${name}` })));
    const stack = args[args.indexOf("--stack") + 1] ?? "";
    if (stuck.includes(stack)) throw new Error(`${stack} is locked`);
    left.delete(stack);
    return "";
  };
  return { run, calls, left };
}

describe("the end of a pull request's stack", () => {
  it("is a destroy that forgets the stack, after its settings are written", async () => {
    const pulumi = fakePulumi(["dev", "pr-12"]);
    const written: number[] = [];

    expect(await destroyStack(pulumi.run, (number) => written.push(number), 12)).to.equal(true);

    expect(written).to.deep.equal([12]);
    expect(pulumi.calls[1]).to.match(/^destroy --stack pr-12 --yes --refresh --remove .*--suppress-permalink=true$/);
    expect([...pulumi.left]).to.deep.equal(["dev"]);
  });

  it("is nothing when there never was a stack", async () => {
    const pulumi = fakePulumi(["dev", "pr-1"]);

    expect(await destroyStack(pulumi.run, () => undefined, 12)).to.equal(false);
    expect(pulumi.calls).to.deep.equal(["stack ls --json"]);
  });

  it("never concerns a stack that is not a pull request's", async () => {
    const pulumi = fakePulumi(["dev", "prod", "pr-x", "pr-", "pr-0", "pr-12a", "pr-7"]);

    expect(await ephemeralStacks(pulumi.run)).to.deep.equal(["pr-7"]);
  });
});

/** What Pulumi says about a stack with a lock of this age. */
function lockedFor(minutes: number): string {
  const made = new Date(Date.now() - minutes * 60_000).toISOString();
  return `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  s3://state/.pulumi/locks/organization/backoffice/pr-1/1f.json: created by runner@host (pid 12) at ${made}`;
}

describe("the lock of a job that was killed", () => {
  /** A Pulumi that finds the stack locked until somebody cancels. */
  function lockedPulumi(stderr: string) {
    const verbs: string[] = [];
    const run: Run = async ([verb = ""]) => {
      if (verb === "stack") return '[{"name": "pr-1"}]';
      verbs.push(verb);
      if (verb === "destroy" && !verbs.includes("cancel")) throw new CommandError("pulumi destroy", 255, stderr);
      return "";
    };
    return { run, verbs };
  }

  it("is taken away once no job can hold it any more, and the stack is destroyed", async () => {
    const { run, verbs } = lockedPulumi(lockedFor(121));

    expect(await destroyStack(run, () => undefined, 1)).to.equal(true);
    expect(verbs).to.deep.equal(["destroy", "cancel", "destroy"]);
  });

  it("is left alone while a job may still hold it, as is any other failure", async () => {
    for (const stderr of [lockedFor(119), `${lockedFor(121)}\n${lockedFor(1)}`, "error: AccessDenied"]) {
      const { run, verbs } = lockedPulumi(stderr);
      const error = await destroyStack(run, () => undefined, 1).catch((reason: unknown) => reason);

      expect(error, stderr).to.be.instanceOf(CommandError);
      expect(verbs).to.deep.equal(["destroy"]);
    }
    expect(isAbandoned("error: the stack is currently locked by 1 lock(s).", new Date())).to.equal(false);
  });
});

describe("the sweep", () => {
  const pull = (number: number) => `repos/example/backoffice/pulls/${number}`;
  const labels = [{ name: "ephemeral" }];

  it("destroys what is closed or has lost its label, keeps the rest, and goes on after a failure", async () => {
    const pulumi = fakePulumi(["dev", "pr-1", "pr-2", "pr-3", "pr-4", "pr-5"], ["pr-2"]);
    const github = fakeGitHub({
      [pull(1)]: { state: "closed", labels },
      [pull(2)]: { state: "closed", labels },
      [pull(3)]: { state: "open", labels },
      [pull(4)]: { state: "open", labels: [{ name: "bug" }] },
    });

    const { destroyed, kept, failed } = await sweepStacks(pulumi.run, github, () => undefined);

    expect(destroyed).to.deep.equal(["pr-1", "pr-4"]);
    expect(kept).to.deep.equal(["pr-3"]);
    expect([...failed.keys()]).to.deep.equal(["pr-2", "pr-5"]);
    expect(failed.get("pr-2")).to.equal("pr-2 is locked");
    expect(failed.get("pr-5")).to.contain("404");
    expect([...pulumi.left]).to.deep.equal(["dev", "pr-2", "pr-3", "pr-5"]);
  });
});
