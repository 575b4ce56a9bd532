/** The program cannot be deployed, or its graph cannot be built; the message is for the user. */
export class DeployError extends Error {
  override readonly name: string = "DeployError";
}

/** The program declares a resource type that the local run cannot create. Thrown before anything is created. */
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

/** The program sets an input that the adapter does not support, and that would be ignored silently. */
export class UnknownInputError extends DeployError {
  override readonly name = "UnknownInputError";

  constructor(type: string, resource: string, detail: string) {
    super(`${type} "${resource}": the local run's adapter does not know what to do with ${detail}`);
  }
}

/** The program reads an output that the adapter does not return. */
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

/**
 * The message of an error from an SDK client. For a service that the emulator lacks, the SDK throws UnknownError without an explanation.
 */
function explain(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const answer = answerText(cause);
  const unsupported = /Unsupported service: ([\w-]+)/.exec(answer)?.[1];
  if (unsupported !== undefined) return `the emulator does not have the service "${unsupported}"`;
  const text = cause.message === "UnknownError" ? `UnknownError ${answer}` : cause.message;
  return cause.name === "Error" ? text : `${cause.name}: ${text}`;
}

/** The server's response, from the error's fields or from a body that the SDK could not parse. */
function answerText(error: Error): string {
  const { $metadata, ...fields } = { ...error } as Record<string, unknown>;
  const body = "$responseBodyText" in error ? error.$responseBodyText : "";
  return `${JSON.stringify(fields)} ${String(body)}`;
}
