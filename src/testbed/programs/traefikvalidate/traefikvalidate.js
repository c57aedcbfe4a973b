// Reads Traefik's objects by types that are made of Traefik's own: a field that they do not have, or of another kind, is wrong.
//
//   traefikvalidate FILE       a JSON array of objects
//
// It prints a line for each object and ends with 1 if one of them is wrong or if there is none at all. Two questions are asked of each:
// the compiler knows every field but no limit of a value, the package's own check knows the limits but passes over unknown fields.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import * as traefik from "@kubernetes-models/traefik/traefik.io/v1alpha1";

const home = path.dirname(fileURLToPath(import.meta.url));

function unknown(object) {
  const name = path.join(home, "object.ts");
  const text =
    `import { I${object.kind} } from "@kubernetes-models/traefik/traefik.io/v1alpha1";\n` +
    `export const object: I${object.kind} = ${JSON.stringify(object)};\n`;
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.getSourceFile = (file, target) => (file === name ? ts.createSourceFile(file, text, target) : read(file, target));
  host.fileExists = (file) => file === name || exists(file);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map((each) => ts.flattenDiagnosticMessageText(each.messageText, " "));
}

function outOfLimits(object) {
  try {
    new traefik[object.kind](object).validate();
    return [];
  } catch (trouble) {
    return [trouble.message];
  }
}

function judge(object) {
  if (object.apiVersion !== "traefik.io/v1alpha1" || !(object.kind in traefik)) {
    return [`${object.apiVersion} ${object.kind} is no kind of Traefik's`];
  }
  return [...unknown(object), ...outOfLimits(object)];
}

const objects = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
let wrong = objects.length === 0;
objects.forEach((object, index) => {
  const troubles = judge(object);
  wrong ||= troubles.length > 0;
  console.log(`object ${index + 1}, ${object.kind}: ${troubles.length === 0 ? "valid" : troubles.join("; ")}`);
});
process.exitCode = wrong ? 1 : 0;
