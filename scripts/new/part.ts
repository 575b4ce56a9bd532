/** A file that a new part brings. */
export interface NewFile {
  /** Path in the project. */
  readonly path: string;
  /** File below `scripts/new/templates/`, filled in with `view`. */
  readonly template: string;
}

/** A place in a file of the project that must know of the new part. */
export interface Edit {
  /** Path in the project. */
  readonly file: string;
  /** Text that stands there now, at its first occurrence. */
  readonly find: string;
  /** What is written before it, or after it. */
  readonly before?: string;
  readonly after?: string;
}

/** Everything that a new part of the project is. */
export interface Part {
  readonly files: readonly NewFile[];
  readonly edits: readonly Edit[];
  /** What the templates are filled in with. */
  readonly view: Readonly<Record<string, string>>;
  /** npm scripts that write what is generated from the sources, such as pages of `docs/`. */
  readonly scripts: readonly string[];
  /** What is left to a person, a sentence each. */
  readonly next: readonly string[];
}

/** A kind of part. */
export interface Kind {
  /** The name's form, as help shows it. */
  readonly form: string;
  /** One sentence. */
  readonly does: string;
  /** @throws {UsageError} the name is not of that form, or taken */
  part(name: string): Part;
}
