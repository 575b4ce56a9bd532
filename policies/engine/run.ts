import type { Finding } from "./judge";
import type { Level, Rule } from "./rule";
import { levelOf, readSettings, type Settings, SettingsError } from "./settings";

/** What Pulumi's engine passes as the configuration of one policy. */
export interface PolicyConfiguration {
  readonly level: Level;
  /** With the defaults of the policy's schema, which the engine fills in. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How the pack was started. */
export interface RunOptions {
  readonly rules: readonly Rule[];
  /** Names of the pack's own policies; see `pack-policies.ts`. */
  readonly ownPolicies: readonly string[];
  /** Today, as YYYY-MM-DD in UTC. */
  readonly today: () => string;
}

/**
 * State of one run: the configuration, the problems in it, and the findings still undecided. A process serves one run at a time; the next
 * one begins when Pulumi's engine configures the pack again.
 */
export class PackRun {
  private readonly settings = new Map<string, Settings>();
  private undecided: Finding[] = [];
  private unreported: readonly string[] = [];
  today: string;

  constructor(private readonly options: RunOptions) {
    this.today = options.today();
  }

  /** Begins a run. @param given configuration by policy name; a rule without an entry keeps its defaults */
  begin(given: ReadonlyMap<string, PolicyConfiguration>): void {
    this.today = this.options.today();
    this.undecided = [];
    this.settings.clear();
    const problems: string[] = [];
    for (const rule of this.options.rules) {
      const { level, properties } = given.get(rule.name) ?? { level: levelOf(rule), properties: {} };
      try {
        this.settings.set(rule.name, readSettings(rule, properties, { level, today: this.today }));
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        problems.push(...error.problems); // the rule then runs with its defaults, the strict values
      }
    }
    this.unreported = [...problems, ...this.strangers(given)];
  }

  /** Settings that a rule runs with: its defaults when its configuration is wrong, which `problems` then reports. */
  settingsOf(rule: Rule): Settings {
    const known = this.settings.get(rule.name);
    if (known !== undefined) return known;
    const defaults = readSettings(rule, {}, { today: this.today });
    this.settings.set(rule.name, defaults);
    return defaults;
  }

  /** Every exempted resource, with the rule that exempts it. */
  exemptions(): readonly { readonly rule: Rule; readonly resource: string }[] {
    return this.options.rules.flatMap((rule) =>
      this.settingsOf(rule).exemptions.map(({ resource }) => ({ rule, resource })),
    );
  }

  /** The problems in the configuration, one sentence each, reported once in a run. */
  problems(): readonly string[] {
    const problems = this.unreported;
    this.unreported = [];
    return problems;
  }

  /** Records that a rule could not decide. */
  wait(finding: Finding): void {
    this.undecided.push(finding);
  }

  /** The undecided findings recorded since the last call. */
  waiting(): readonly Finding[] {
    const waiting = this.undecided;
    this.undecided = [];
    return waiting;
  }

  private strangers(given: ReadonlyMap<string, PolicyConfiguration>): readonly string[] {
    // `all` is Pulumi's name for "every policy": the engine has applied its level to each of them by now.
    const known = new Set(["all", ...this.options.ownPolicies, ...this.options.rules.map(({ name }) => name)]);
    return [...given.keys()]
      .filter((name) => !known.has(name))
      .map((name) => `The configuration names a rule that does not exist: '${name}'.`);
  }
}
