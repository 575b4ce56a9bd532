/** A value as a program hands it over, once known: secrets unwrapped, assets as `AssetValue`. */
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

/** A text, file or archive that a program uploads. */
export class AssetValue {
  constructor(
    readonly content:
      | { readonly kind: "text"; readonly text: string }
      | { readonly kind: "file"; readonly path: string }
      | { readonly kind: "archive"; readonly assets: Readonly<Record<string, AssetValue>> }
      | { readonly kind: "archiveFile"; readonly path: string },
  ) {}
}

/** Where a program is deployed to. */
export interface DeploymentTarget {
  readonly project: string;
  readonly stack: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** A resource that the program declares, with everything that the engine would get. */
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
  /** Input, and URNs, sorted, of the resources that its value was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Which comes first when the resource is replaced; absent where the provider decides. */
  readonly deleteBeforeReplace?: boolean;
  /** `urn::id` of an explicit provider; empty for the default one. */
  readonly provider: string;
}

/** What has become of a resource: its id, and its outputs by name. */
export interface ResourceState {
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
}

/** Gives a program's resources their outputs: by creating them, or by making up realistic values. */
export interface Provisioner {
  /**
   * Called while the program constructs the resource, before any value is known and before anything is created.
   *
   * @param inputs names of the inputs that are given
   * @returns names of the outputs that will exist besides the inputs; "any" when every output will
   * @throws {DeployError} when it cannot be provisioned
   */
  declare(type: string, name: string, inputs: readonly string[]): readonly string[] | "any";
  /** Called when all inputs are known. */
  create(request: ResourceRequest): Promise<ResourceState>;
  /** Looks up a resource that exists already (`Queue.get`). */
  read(request: ResourceRequest, id: string): Promise<ResourceState>;
  /** Calls a provider function such as `aws:index/getRegion:getRegion`. */
  invoke(token: string, args: PlainObject): Promise<Readonly<Record<string, unknown>>>;
}
