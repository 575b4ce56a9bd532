/** A file of a new part. */
export interface NewFile {
  /** Path in the project. */
  readonly path: string;
  /** File below `scripts/new/templates/`, filled in with `view`. */
  readonly template: string;
}

/** An insertion into a file of the project. */
export interface Edit {
  /** Path in the project. */
  readonly file: string;
  /** Text in the file; its first occurrence counts. */
  readonly find: string;
  /** Text to insert before it, or after it. */
  readonly before?: string;
  readonly after?: string;
}

/** Everything that a new part adds. */
export interface Part {
  readonly files: readonly NewFile[];
  readonly edits: readonly Edit[];
  /** Values for the templates. */
  readonly view: Readonly<Record<string, string>>;
  /** npm scripts that generate files from the sources, such as pages of `docs/`. */
  readonly scripts: readonly string[];
  /** Steps that are left to the user, one sentence each. */
  readonly next: readonly string[];
}

/** A kind of part. */
export interface Kind {
  /** Form of the name, as shown by help. */
  readonly form: string;
  /** One sentence. */
  readonly does: string;
  /** @throws {UsageError} the name is not of that form, or taken */
  part(name: string): Part;
}
