/** A value that a program passes, once known: secrets unwrapped, assets as `AssetValue`. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | AssetValue
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** Inputs of a resource, or arguments of an invoke, by property name. */
export type PlainObject = { readonly [key: string]: Plain };

/** A string, file or archive that a program uploads. */
export class AssetValue {
  constructor(
    readonly content:
      | { readonly kind: "text"; readonly text: string }
      | { readonly kind: "file"; readonly path: string }
      | { readonly kind: "archive"; readonly assets: Readonly<Record<string, AssetValue>> }
      | { readonly kind: "archiveFile"; readonly path: string },
  ) {}
}

/** The account, region and partition that a program is deployed to. */
export interface DeploymentTarget {
  readonly project: string;
  readonly stack: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** A resource that the program declares, with all that the engine would receive. */
export interface ResourceRequest {
  readonly urn: string;
  /** Type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  /** False for components. */
  readonly custom: boolean;
  readonly inputs: PlainObject;
  /** Paths of inputs that are secret, such as `environment.variables.TOKEN`. */
  readonly secrets: readonly string[];
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** For each input, the sorted URNs of the resources that its value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Whether a replacement deletes the old resource first; absent when the provider decides. */
  readonly deleteBeforeReplace?: boolean;
  /** URNs that it may have in the state, besides its own; absent where there are none. */
  readonly aliases?: readonly string[];
  /** `urn::id` of an explicit provider; empty for the default one. */
  readonly provider: string;
}

/** A created resource: its id, and its outputs by name. */
export interface ResourceState {
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
}

/** Gives resources their outputs, by creating them or by generating realistic values. */
export interface Provisioner {
  /**
   * Called while the program constructs the resource, before any value is known and before anything is created.
   *
   * @param inputs names of the inputs that are set
   * @returns names of the outputs that will exist besides the inputs; "any" when every output will
   * @throws {DeployError} it cannot be provisioned
   */
  declare(type: string, name: string, inputs: readonly string[]): readonly string[] | "any";
  /** Called when all inputs are known. */
  create(request: ResourceRequest): Promise<ResourceState>;
  /** Looks up an existing resource (`Queue.get`). */
  read(request: ResourceRequest, id: string): Promise<ResourceState>;
  /** Calls a provider function such as `aws:index/getRegion:getRegion`. */
  invoke(token: string, args: PlainObject): Promise<Readonly<Record<string, unknown>>>;
}
