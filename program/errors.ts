/** A deployment or a graph that cannot be made; the message is meant for the person at the keyboard. */
export class DeployError extends Error {
  override readonly name: string = "DeployError";
}

/** The program declares a resource type that the local run cannot create. Found before anything is created. */
export class UnsupportedTypeError extends DeployError {
  override readonly name = "UnsupportedTypeError";

  constructor(
    readonly type: string,
    resource: string,
  ) {
    super(
      `the local run cannot create resources of type ${type} ("${resource}"): add an adapter in local/deploy/adapters`,
    );
  }
}

/** The program gives a resource an input that its adapter does not know, so that it would be dropped without a word. */
export class UnknownInputError extends DeployError {
  override readonly name = "UnknownInputError";

  constructor(type: string, resource: string, detail: string) {
    super(`${type} "${resource}": the local run's adapter does not know what to do with ${detail}`);
  }
}

/** The program reads an output that the adapter does not give. */
export class UnknownOutputError extends DeployError {
  override readonly name = "UnknownOutputError";

  constructor(type: string, resource: string, output: string) {
    super(
      `${type} "${resource}": the program reads its output "${output}", which the local run's adapter does not give`,
    );
  }
}

/** AWS, or the emulator, refused to create a resource. */
export class CreateError extends DeployError {
  override readonly name = "CreateError";

  constructor(type: string, urn: string, cause: unknown) {
    super(`${type} could not be created: ${explain(cause)}\n  ${urn}`, { cause });
  }
}

/** The text of an error from an SDK client. The emulator's answer to an unknown service reaches the SDK as UnknownError: say it plainly. */
function explain(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const answer = answerText(cause);
  const unsupported = /Unsupported service: ([\w-]+)/.exec(answer)?.[1];
  if (unsupported !== undefined) return `the emulator does not have the service "${unsupported}"`;
  const text = cause.message === "UnknownError" ? `UnknownError ${answer}` : cause.message;
  return cause.name === "Error" ? text : `${cause.name}: ${text}`;
}

/** The server's response, as far as the SDK has it: in fields of the error, or as a body that the SDK could not parse. */
function answerText(error: Error): string {
  const { $metadata, ...fields } = { ...error } as Record<string, unknown>;
  const body = "$responseBodyText" in error ? error.$responseBodyText : "";
  return `${JSON.stringify(fields)} ${String(body)}`;
}
