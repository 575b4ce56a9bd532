/** A simple command: its words, quotes taken away. Substitutions stand as `$()` and are commands of their own. */
export type Words = readonly string[];

/** What a shell script says, as far as documents use the shell. */
export interface Script {
  readonly commands: readonly Words[];
  /** Text behind `#`. */
  readonly comments: readonly string[];
}

/** Reads a script: quotes, comments, pipes, lists, redirections, substitutions and continued lines. @throws {Error} an open quote or bracket */
export function parseShell(text: string): Script {
  const commands: Words[] = [];
  const comments: string[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let redirected = false;
  let at = 0;
  const endWord = () => {
    if (word === undefined) return;
    if (!redirected) words.push(word);
    redirected = false;
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    const plain = words.filter((each, index) => index > 0 || !/^\w+=/.test(each));
    if (plain.length > 0) commands.push(plain);
    words = [];
  };
  const add = (part: string) => {
    word = (word ?? "") + part;
  };
  /** From behind `$(`: takes the command in brackets, which may hold others. */
  const substitute = () => {
    const begin = at;
    for (let depth = 1; depth > 0; at += 1) {
      if (at >= text.length) throw new Error(`a bracket is open: ${text.slice(begin)}`);
      if (text[at] === "(") depth += 1;
      if (text[at] === ")") depth -= 1;
    }
    const inner = parseShell(text.slice(begin, at - 1));
    commands.push(...inner.commands);
    comments.push(...inner.comments);
    add("$()");
  };
  const quoted = (quote: string) => {
    add("");
    const begin = at;
    for (; text[at] !== quote; at += 1) {
      if (at >= text.length) throw new Error(`a quote is open: ${text.slice(begin)}`);
      if (quote === '"' && text.startsWith("$(", at)) {
        at += 2;
        substitute();
        at -= 1;
      } else if (quote === '"' && text[at] === "\\") {
        at += 1;
        add(text[at] ?? "");
      } else add(text[at] ?? "");
    }
    at += 1;
  };
  while (at < text.length) {
    const char = text[at] ?? "";
    at += 1;
    if (char === "\\") {
      if (text[at] !== "\n") add(text[at] ?? "");
      at += 1;
    } else if (char === "'" || char === '"') quoted(char);
    else if (char === "$" && text[at] === "'") continue;
    else if (char === "$" && text[at] === "(") {
      at += 1;
      substitute();
    } else if (char === "#" && word === undefined) {
      const end = text.indexOf("\n", at);
      comments.push(text.slice(at, end < 0 ? text.length : end).trim());
      at = end < 0 ? text.length : end;
    } else if (char === "\n" && /\|\s*$/.test(text.slice(0, at - 1))) continue;
    else if (/[\n;|&]/.test(char)) endCommand();
    else if (/[<>]/.test(char)) {
      endWord();
      redirected = true;
    } else if (/\s/.test(char)) endWord();
    else add(char);
  }
  endCommand();
  return { commands, comments };
}
