import { randomBytes } from 'node:crypto';

/** A skill's definition, as in the body of `POST /skills`. */
export interface SkillDefinition {
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

/** Returns a name that no other test of this run uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

const projectManifest = `kind: project
description: A module that greets.
parameters:
  type: object
  properties:
    greeting:
      type: string
      default: Hello
      maxLength: 20
    port:
      type: integer
      minimum: 1
      maximum: 65535
      default: 80
examples:
  - name: hello
    parameters: {}
`;

const featureManifest = `kind: feature
description: One more greeting.
parameters:
  type: object
  properties: {}
examples:
  - name: good-morning
    parameters: {}
`;

const projectFiles = {
  'package.json.mustache': `{
  "name": "{{name}}",
  "private": true,
  "type": "module"
}
`,
  'port.txt.mustache': '{{port}}\n',
  'src/greet.js.mustache': `/** Greets somebody. */
export function greet(somebody) {
  return \`{{greeting}}, \${somebody}!\`;
}
`,
  'src/greet.test.js.mustache': `import assert from "node:assert/strict";
import { test } from "node:test";
import { greet } from "./greet.js";

test("greets by name", () => {
  assert.equal(greet("Ada"), "{{greeting}}, Ada!");
});
`,
};

const featureFiles = {
  'src/{{name}}.js.mustache': `export const {{nameCamel}} = "{{nameTitle}}";
`,
};

/**
 * Returns a skill with a project template `<name>-project` and a feature template `<name>-feature`; both generate clean
 * code.
 */
export function sampleSkill(name: string): SkillDefinition {
  return {
    name,
    description: `Greets people (${name}).`,
    instructions: '# Greeting\n\nGreet people by name.\n',
    files: [
      ...templateFiles(`${name}-project`, projectManifest, projectFiles),
      ...templateFiles(`${name}-feature`, featureManifest, featureFiles),
    ],
  };
}

/** Returns the files of one template in a skill's folder. */
export function templateFiles(name: string, manifest: string, files: Readonly<Record<string, string>>) {
  return [
    { path: `templates/${name}/template.yaml`, content: manifest },
    ...Object.entries(files).map(([path, content]) => ({ path: `templates/${name}/files/${path}`, content })),
  ];
}
