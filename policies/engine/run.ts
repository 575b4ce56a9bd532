import type { Finding } from "./judge";
import type { Level, Rule } from "./rule";
import { levelOf, readSettings, type Settings, SettingsError } from "./settings";

/** What the engine configures for one policy. */
export interface PolicyConfiguration {
  readonly level: Level;
  /** With the defaults of the policy's schema, which the engine fills in. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How the pack was started. */
export interface RunOptions {
  readonly rules: readonly Rule[];
  /** Names of what the pack says about itself; see `pack-policies.ts`. */
  readonly ownPolicies: readonly string[];
  /** The day that it is, as YYYY-MM-DD in UTC. */
  readonly today: () => string;
}

/**
 * What the pack knows of the run that it serves: the configuration, what is wrong with it, and what could not be decided so far. A process
 * serves one run at a time; the next begins when the engine configures the pack again.
 */
export class PackRun {
  private readonly settings = new Map<string, Settings>();
  private undecided: Finding[] = [];
  private untold: readonly string[] = [];
  today: string;

  constructor(private readonly options: RunOptions) {
    this.today = options.today();
  }

  /** Begins a run. @param given of each policy, by name; a rule that is not among them has its defaults */
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
        problems.push(...error.problems); // and the rule is judged by its defaults, the strict values
      }
    }
    this.untold = [...problems, ...this.strangers(given)];
  }

  /** What a rule is judged by: its defaults when its configuration is wrong, as `problems` says. */
  settingsOf(rule: Rule): Settings {
    const known = this.settings.get(rule.name);
    if (known !== undefined) return known;
    const defaults = readSettings(rule, {}, { today: this.today });
    this.settings.set(rule.name, defaults);
    return defaults;
  }

  /** Rules, and the resources that their exemptions name. */
  exemptions(): readonly { readonly rule: Rule; readonly resource: string }[] {
    return this.options.rules.flatMap((rule) =>
      this.settingsOf(rule).exemptions.map(({ resource }) => ({ rule, resource })),
    );
  }

  /** What is wrong with the configuration, a sentence each: reported once in a run. */
  problems(): readonly string[] {
    const problems = this.untold;
    this.untold = [];
    return problems;
  }

  /** Notes that a rule could not decide. */
  wait(finding: Finding): void {
    this.undecided.push(finding);
  }

  /** What could not be decided since the last time that this was asked. */
  waiting(): readonly Finding[] {
    const waiting = this.undecided;
    this.undecided = [];
    return waiting;
  }

  private strangers(given: ReadonlyMap<string, PolicyConfiguration>): readonly string[] {
    // `all` is Pulumi's word for a level of every policy; it has been applied to each by now.
    const known = new Set(["all", ...this.options.ownPolicies, ...this.options.rules.map(({ name }) => name)]);
    return [...given.keys()]
      .filter((name) => !known.has(name))
      .map((name) => `The configuration names a rule that does not exist: '${name}'.`);
  }
}
