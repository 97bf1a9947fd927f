/** YAML text as plain data in which everything has its place. What could hide something from a reader is refused. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { Findings, type Path, type Place, type Places, type Problem } from "./problems";

/** How deep a file may be nested; the format itself needs 6 levels. */
const DEEPEST = 20;

/** The data of a text. */
export interface Source {
  /** Mappings, lists, text, whole numbers, booleans and null; undefined where the text is no YAML. */
  data: unknown;
  places: Places;
  problems: Problem[];
}

/** Reads a text as YAML 1.2 without tags, anchors, aliases, merge keys and keys that stand twice. Never throws. */
export function readSource(text: string, file: string): Source {
  const lines = new Lines(text);
  const document = parseDocument(text, {
    logLevel: "error",
    merge: false,
    prettyErrors: false,
    schema: "core",
    stringKeys: true,
    // Looked for below: the library compares each key with each other one.
    uniqueKeys: false,
  });
  if (document.errors.length > 0) {
    const nowhere: Places = { at: () => undefined };
    return { data: undefined, places: nowhere, problems: syntaxProblems(document, lines, file) };
  }
  const top: Located = { value: 0, children: new Map() };
  const places = new TextPlaces(lines, top);
  const findings = new Findings(file, places);
  const data = new Reader(findings).read(document.contents, [], top);
  return { data, places, problems: findings.problems };
}

function syntaxProblems({ errors }: Document, lines: Lines, file: string): Problem[] {
  // What is too deep for the library leaves further errors behind, which say nothing.
  const deep = errors.filter(({ code }) => code === "RESOURCE_EXHAUSTION").slice(0, 1);
  return (deep.length > 0 ? deep : errors).map(({ code, message, pos }) => ({
    file,
    path: [],
    message: `is not valid YAML: ${code === "RESOURCE_EXHAUSTION" ? "nested too deeply" : message}`,
    ...lines.place(pos[0]),
  }));
}

/** The offsets of a key and its value, and of what is in the value. */
interface Located {
  key?: number;
  value: number;
  children: Map<string | number, Located>;
}

class TextPlaces implements Places {
  constructor(
    private readonly lines: Lines,
    private readonly top: Located,
  ) {}

  at(path: Path, part: "key" | "value"): Place {
    let found = this.top;
    for (const step of path) {
      const child = found.children.get(step);
      if (child === undefined) {
        return this.lines.place(found.key ?? found.value);
      }
      found = child;
    }
    return this.lines.place(part === "key" ? (found.key ?? found.value) : found.value);
  }
}

/** The lines of a text. The library's own count is wrong behind some errors. */
class Lines {
  private readonly starts = [0];

  constructor(private readonly text: string) {
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
      this.starts.push(end + 1);
    }
  }

  place(offset: number): Place {
    const inside = Math.min(offset, this.text.length);
    let [line, after] = [0, this.starts.length];
    while (after - line > 1) {
      const middle = Math.floor((line + after) / 2);
      [line, after] = (this.starts[middle] ?? 0) <= inside ? [middle, after] : [line, middle];
    }
    return { line: line + 1, column: inside - (this.starts[line] ?? 0) + 1 };
  }
}

class Reader {
  constructor(private readonly findings: Findings) {}

  read(node: ParsedNode | null, path: Path, located: Located): unknown {
    if (node === null) {
      return null;
    }
    if (isAlias(node)) {
      this.findings.refuse(path, `*${node.source} is an alias, which this file must not have: write the value itself`);
      return undefined;
    }
    if (node.anchor !== undefined) {
      this.findings.refuse(
        path,
        `&${node.anchor} is an anchor, which this file must not have: for people, make a team`,
        "key",
      );
    }
    if (node.tag !== undefined) {
      this.findings.refuse(path, `${node.tag} is a tag, which this file must not have`, "key");
    }
    if (path.length > DEEPEST) {
      this.findings.refuse(path, "is nested too deeply");
      return undefined;
    }
    if (isMap(node)) {
      return this.mapping(node, path, located);
    }
    return isSeq(node) ? this.list(node, path, located) : scalar(node);
  }

  private mapping(node: YAMLMap.Parsed, path: Path, located: Located): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? textOf(key) : "";
      const inside = [...path, name];
      const child: Located = { key: key.range[0], value: value?.range[0] ?? key.range[0], children: new Map() };
      const first = located.children.get(name);
      located.children.set(name, child);
      if (key.anchor !== undefined || key.tag !== undefined) {
        this.findings.refuse(inside, "has an anchor or a tag, which this file must not have", "key");
      }
      if (first !== undefined) {
        this.findings.refuse(inside, "stands here twice", "key");
        located.children.set(name, first);
      } else if (name === "__proto__") {
        this.findings.refuse(inside, "is not a key that is known here", "key");
      } else {
        data[name] = this.read(value, inside, child);
      }
    }
    return data;
  }

  private list(node: YAMLSeq.Parsed, path: Path, located: Located): unknown[] {
    return node.items.map((item, at) => {
      const child: Located = { value: item.range[0], children: new Map() };
      located.children.set(at, child);
      return this.read(item, [...path, at], child);
    });
  }
}

/** A key as it is written: an id keeps its digits, and `no` is a name like any other. */
function textOf(key: Scalar): string {
  return key.source ?? String(key.value);
}

/** A number that is written otherwise than numbers are, such as one with more digits than it can have, stays text. */
function scalar(node: Scalar.Parsed): unknown {
  const { value, source } = node;
  return typeof value === "number" && String(value) !== source ? source : value;
}
