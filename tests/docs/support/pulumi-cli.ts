/** Flags by command, `=` behind those that take a value, as far as documents use them (pulumi.com, CLI reference). */
const commands: Readonly<Record<string, readonly string[]>> = {
  about: [],
  cancel: ["yes"],
  "config set": ["secret", "path", "plaintext"],
  destroy: ["exclude-protected", "remove", "target=", "refresh", "yes", "preview-only"],
  import: ["parent=", "protect=", "file=", "yes", "out=", "generate-code="],
  login: ["local"],
  preview: ["policy-pack=", "policy-pack-config=", "expect-no-changes", "refresh", "diff", "target=", "json"],
  refresh: [
    ...["preview-only", "expect-no-changes", "target=", "yes", "run-program"],
    ...["clear-pending-creates", "import-pending-creates=", "skip-pending-creates"],
  ],
  "stack export": ["file=", "show-secrets"],
  "stack import": ["file=", "force"],
  "stack init": ["secrets-provider=", "copy-config-from="],
  "stack ls": ["all", "json"],
  "stack output": ["json", "show-secrets", "shell"],
  "stack rm": ["force", "yes", "preserve-config"],
  "stack select": ["create"],
  "state delete": ["force", "target-dependents", "all", "yes"],
  "state protect": ["all", "yes"],
  "state unprotect": ["all", "yes"],
  up: ["policy-pack=", "policy-pack-config=", "expect-no-changes", "refresh", "target=", "diff", "yes", "skip-preview"],
};

/** Whether some command of Pulumi has a flag. */
export function hasPulumiFlag(flag: string): boolean {
  return Object.values(commands).some((flags) => flags.some((known) => known.replace("=", "") === flag));
}

/** What the check of a `pulumi` command needs to know of the program. */
export interface ProgramNames {
  readonly configKeys: ReadonlySet<string>;
  /** Names of outputs, each with its fields. */
  readonly outputs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is wrong with a `pulumi` command; undefined: there is such a command, with these flags, about something that exists. */
export function pulumiProblem([, ...rest]: readonly string[], names: ProgramNames): string | undefined {
  const command = [2, 1].map((count) => rest.slice(0, count).join(" ")).find((name) => name in commands);
  if (command === undefined) return `pulumi has no '${rest.slice(0, 2).join(" ")}'`;
  const words = rest.slice(command.split(" ").length);
  const own = [...(commands[command] ?? []), "stack=", "cwd=", "non-interactive", "color="];
  const known = own.map((flag) => flag.replace("=", ""));
  const flags = words.filter((word) => word.startsWith("--")).map((word) => word.slice(2).split("=")[0] ?? "");
  const unknown = flags.filter((flag) => !known.includes(flag));
  if (unknown.length > 0) return `'pulumi ${command}' has no --${unknown.join(", --")}`;
  const isValue = (index: number) => own.includes(`${words[index - 1]?.slice(2)}=`);
  const [subject] = words.filter((word, index) => !word.startsWith("--") && !isValue(index));
  if (command === "config set" && subject !== undefined && !names.configKeys.has(subject.split(":").at(-1) ?? ""))
    return `there is no setting '${subject}'`;
  if (command === "stack output" && subject !== undefined && !names.outputs.has(subject))
    return `there is no output '${subject}'`;
  return undefined;
}
