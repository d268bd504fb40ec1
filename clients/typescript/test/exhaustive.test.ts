/** A front end that knows every block and every page type stops compiling when there is another one. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");

/** Give what tsc says of test/drawing.ts after a change of the generated types. */
function compiled(change: (types: string) => string): string {
  // Inside the package, where its own name and its dependencies are found.
  const folder = mkdtempSync(join(root, "dist-test", "changed-"));
  try {
    cpSync(join(root, "src"), join(folder, "src"), { recursive: true });
    const types = join(folder, "src", "openapi.ts");
    const before = readFileSync(types, "utf-8");
    writeFileSync(types, change(before));
    const drawing = readFileSync(join(root, "test", "drawing.ts"), "utf-8");
    writeFileSync(join(folder, "src", "drawing.ts"), drawing.replaceAll("@galley/pages", "./index.js"));
    const project = { extends: join(root, "tsconfig.json"), compilerOptions: { noEmit: true, rootDir: "src" }, include: ["src"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    return spawnSync(process.execPath, [tsc, "--project", folder], { encoding: "utf-8" }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Add a member to a union of the generated types. */
function withMember(types: string, union: string, member: string): string {
  const changed = types.replace(`        ${union}: `, `        ${union}: ${member} | `);
  assert.notEqual(changed, types);
  return changed;
}

test("what is there compiles", () => {
  assert.equal(compiled((types) => types), "");
});

test("another block in bodies stops the compiler", () => {
  const said = compiled((types) => withMember(types, "BodyBlock", '{ type: "map" }'));

  assert.match(said, /drawing\.ts\(\d+,\d+\): error TS2345: .*not assignable to parameter of type 'never'/);
});

test("another page type stops the compiler", () => {
  const said = compiled((types) => withMember(types, "Page", '{ meta: { type: "news.LiveBlog" } }'));

  assert.match(said, /drawing\.ts\(\d+,\d+\): error TS2345: .*not assignable to parameter of type 'never'/);
});

test("a lost field of a block stops the compiler", () => {
  const said = compiled((types) => types.replaceAll("            speaker: string;\n", ""));

  assert.match(said, /drawing\.ts\(\d+,\d+\): error TS2339: Property 'speaker' does not exist/);
});
