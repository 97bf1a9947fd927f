import { strict as assert } from "node:assert";
import ts from "typescript";
import { sourcesIn } from "../../tools/sources";

/** The exported names of a file, and the public members of exported classes, that no docblock stands before. */
function undocumented(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const bare = (node: ts.Node) => ts.getJSDocCommentsAndTags(node).length === 0;
  return file.statements.flatMap((statement) => {
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!exported) {
      return [];
    }
    const missing = bare(statement) ? [`${path}: ${statement.getText().split("\n")[0]}`] : [];
    const members = ts.isClassDeclaration(statement)
      ? statement.members.filter((member) => isPublicMethod(member) && bare(member))
      : [];
    return [...missing, ...members.map((member) => `${path}: ${member.getText().split("\n")[0]}`)];
  });
}

function isPublicMethod(member: ts.ClassElement): boolean {
  return (
    ts.isMethodDeclaration(member) &&
    !ts
      .getModifiers(member)
      ?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.OverrideKeyword)
  );
}

describe("docblocks", () => {
  it("stand before every exported name and every public method", () => {
    const missing = sourcesIn("organization", "provider", "sdk", "emulator", "cli").flatMap(({ path, text }) =>
      undocumented(path, text),
    );
    assert.deepEqual(missing, []);
  });

  it("are missed where there are none", () => {
    const text = "export const a = 1;\n/** B. */\nexport class B {\n  m() {}\n  private p() {}\n}\n";
    assert.deepEqual(undocumented("x.ts", text), ["x.ts: export const a = 1;", "x.ts: m() {}"]);
  });
});
