import sinon from "sinon";
import { run } from "../../../cli/program";

/** What a line of the command `yandex360` has led to. */
export interface Ran {
  status: number;
  /** What it has printed on stdout. */
  out: string;
  /** What it has printed on stderr, by lines. */
  lines: string[];
}

/** Runs the command in this process. It has to end by itself, and fast: everything that is printed meanwhile counts. */
export async function ran(...args: string[]): Promise<Ran> {
  const printed = { out: "", err: "" };
  const sandbox = sinon.createSandbox();
  sandbox.stub(console, "log").callsFake((line: unknown) => {
    printed.out += `${line}\n`;
  });
  sandbox.stub(console, "error").callsFake((line: unknown) => {
    printed.err += `${line}\n`;
  });
  sandbox.stub(process.stdout, "write").callsFake((text) => {
    printed.out += text;
    return true;
  });
  sandbox.stub(process.stderr, "write").callsFake((text) => {
    printed.err += text;
    return true;
  });
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await run(args);
    const lines = printed.err === "" ? [] : printed.err.replace(/\n$/, "").split("\n");
    return { status: Number(process.exitCode ?? 0), out: printed.out, lines };
  } finally {
    sandbox.restore();
    process.exitCode = before;
  }
}
