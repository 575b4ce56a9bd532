import type { StartedRun } from "../../local/run/started-run";

/** The address that a command prints. */
export async function addressIn(command: StartedRun, pattern: RegExp): Promise<string> {
  await command.printed(pattern);
  return pattern.exec(command.output())?.[1] ?? "";
}

/** Header of requests to a console's API. @param url with the token */
export function authorizationFor(url: string): string {
  return `Bearer ${new URL(url).hash.replace("#token=", "")}`;
}
