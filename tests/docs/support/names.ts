import type { Facts } from "./facts";

/** Words of others that stand in none of our sources, with who says them. */
export const foreign: Readonly<Record<string, string>> = {
  AWS_PROFILE: "SDKs and tools reference",
  _domainkey: "DKIM's label in DNS (RFC 6376)",
  AccessDeniedException: "errors of AWS's services",
  FilterArns: "EventBridge API reference, ReplayDestination",
  NO_PERMISSIONS: "EventBridge guide, attributes of dead letters",
  "node_modules/.cache": "where the compiler keeps what it has compiled; made by the first command",
  "refs/pull/*/merge": "GitHub's reference for a pull request's merge",
  "owner@1/name@2": "an example of how GitHub names a repository",
  "orders+pr-12@": "an example of an address",
  remediateResource: "Pulumi's policy SDK",
  terminatingRuleId: "AWS WAF's log fields",
  ruleGroupList: "AWS WAF's log fields",
  "httpRequest.clientIp": "AWS WAF's log fields",
  "httpRequest.uri": "AWS WAF's log fields",
  NotAfter: "Certificate Manager API reference, CertificateDetail",
  RenewalSummary: "Certificate Manager API reference, CertificateDetail",
  DomainValidationOptions: "Certificate Manager API reference, CertificateDetail",
  EventCount: "Lambda's metrics of event source mappings",
  FailedInvokeEventCount: "Lambda's metrics of event source mappings",
  OnFailureDestinationDeliveredEventCount: "Lambda's metrics of event source mappings",
  DroppedEventCount: "Lambda's metrics of event source mappings",
  warmUpConfiguration: "CloudWatch's alarms",
  Attempting: "what Pulumi says of pending operations",
  updating: "Pulumi's kinds of pending operations",
  hd: "Google's identity tokens, OpenID Connect",
  Handshake: "Pulumi's analyzer protocol (analyzer.proto)",
  ConfigureStack: "Pulumi's analyzer protocol (analyzer.proto)",
  GetAnalyzerInfo: "Pulumi's analyzer protocol (analyzer.proto)",
  Remediate: "Pulumi's analyzer protocol (analyzer.proto)",
  Analyze: "Pulumi's analyzer protocol (analyzer.proto)",
  AnalyzeStack: "Pulumi's analyzer protocol (analyzer.proto)",
  ".local/redrives/ACCOUNT-REGION-QUEUE.jsonl": "made by the first redrive",
  "//shop.example.com/roles": "an example of a claim's name",
  "some-rule": "an example of a rule",
};

/** Names that pages make up, as if they were the program's. */
export const examples: Readonly<Record<string, string>> = {
  "monitoring-errors-restored": "the table that a restore makes",
  "orders-import": "the queue of an exemption",
};

/** Words that stand for what a reader fills in. */
const placeholder = /^([A-Z]|[A-Z]+(-[A-Z]+)*)$/;

/** What is wrong with a word in code letters; undefined: a source, a resource, a setting or an output has it. */
export function wordProblem(word: string, known: Facts): string | undefined {
  const { words, physicalNames, alarms, queues } = known;
  if (word === "" || /^[\d.*@<>…/-]+$/.test(word) || word in foreign) return undefined;
  // Calls of AWS stand in sources as the SDK's commands.
  if ([words, physicalNames, alarms].some((each) => each.has(word)) || words.has(`${word}Command`)) return undefined;
  // An ending, as in `...-dead-letters`.
  if (/^-[a-z]/.test(word) && [...queues, ...alarms.keys(), ...physicalNames].some((name) => name.endsWith(word)))
    return undefined;
  if (/[<>]/.test(word))
    return word
      .split(/[<>#.@+]+/)
      .map((part) => wordProblem(part, known))
      .find((problem) => problem !== undefined);
  const bare = word.replace(/-(dev|prod|local)$/, "").replace(/^[<*]+|[>*]+$/g, "");
  return words.has(bare) ? undefined : `nothing is called '${word}'`;
}

/** Whether a word of a command is for the reader to fill in. */
export function isPlaceholder(word: string): boolean {
  return placeholder.test(word) || word === "..." || word.startsWith("$");
}
