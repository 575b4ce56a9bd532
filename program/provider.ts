import { DeployError } from "./errors";
import type { DeploymentTarget, PlainObject, ResourceRequest, ResourceState } from "./resource";

/** Inputs of every AWS resource, which adapters need not support. */
export const genericInputs: readonly string[] = ["region"];

/** Outputs that every AWS resource has. */
export const genericOutputs: readonly string[] = ["region", "tagsAll"];

/** Inputs of the AWS provider that have no effect without AWS. */
const harmlessProviderInputs = [
  "allowedAccountIds",
  "version",
  "profile",
  "skipCredentialsValidation",
  "skipRegionValidation",
];

/** AWS providers that the program creates, and their effect on resources. */
export class Providers {
  private readonly defaultTags = new Map<string, Readonly<Record<string, string>>>();

  constructor(private readonly target: DeploymentTarget) {}

  /** Whether this type is a provider; AWS's is the only one here. */
  static owns(type: string): boolean {
    return type === "pulumi:providers:aws";
  }

  /** @throws {DeployError} the provider is for another region, or has settings that would be ignored */
  create(request: ResourceRequest): ResourceState {
    const { region, defaultTags, ...others } = request.inputs;
    this.checkRegion(request, region);
    const unknown = Object.keys(others).filter((key) => !harmlessProviderInputs.includes(key));
    if (unknown.length > 0)
      throw new DeployError(`${request.urn}: the local run does not know the provider settings ${unknown.join(", ")}`);
    const id = request.name;
    // Nested provider settings arrive as JSON strings.
    const parsed = typeof defaultTags === "string" ? JSON.parse(defaultTags) : defaultTags;
    this.defaultTags.set(`${request.urn}::${id}`, parsed?.tags ?? {});
    return { id, state: {} };
  }

  /**
   * Applies what the provider does to every resource: adds the default tags and removes the region.
   *
   * @param taggable whether the type has tags
   */
  prepare(
    request: ResourceRequest,
    taggable: boolean,
  ): { readonly inputs: PlainObject; readonly generic: PlainObject } {
    const { region, ...inputs } = request.inputs;
    this.checkRegion(request, region);
    if (!taggable) return { inputs, generic: { region: this.target.region } };
    const tags = {
      ...this.defaultTags.get(request.provider),
      ...(inputs.tags as Readonly<Record<string, string>> | undefined),
    };
    return {
      inputs: Object.keys(tags).length > 0 ? { ...inputs, tags } : inputs,
      generic: { region: this.target.region, tagsAll: tags },
    };
  }

  private checkRegion(request: ResourceRequest, region: unknown): void {
    if (region === undefined || region === this.target.region) return;
    throw new DeployError(
      `${request.urn} is for region ${region}; the local run has one region, ${this.target.region}`,
    );
  }
}
