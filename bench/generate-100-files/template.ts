/** The rendered template: 100 small modules of about 30 lines, each with the project's name in its path and text. */
export const name = 'inventory';
export const parameters = { owner: 'platform', port: 8080, checks: ['health', 'ready', 'stock'] };
export const fileCount = 100;

const module = `import { createServer } from "node:http";

/** Part of {{name}}, owned by {{owner}}. */
export const port = {{port}};

export const checks = [
{{#checks}}
  "{{.}}",
{{/checks}}
];

export function createPart(clock = () => new Date()) {
  const startedAt = clock();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://{{name}}");
    const check = checks.find((each) => url.pathname === \`/\${each}\`);
    if (check === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ check, startedAt, by: "{{name}}" }));
  });
  return {
    start: () => server.listen(port),
    stop: () => server.close(),
  };
}
`;

/** The template's files by their paths in a skill. */
export const templateFiles = Object.fromEntries(
  Array.from({ length: fileCount }, (_, index) => [`src/part-${index % 10}/{{name}}-${index}.js.mustache`, module]),
);

export const manifest = `kind: project
description: A hundred small modules.
parameters:
  type: object
  properties:
    owner: { type: string }
    port: { type: integer }
    checks: { type: array, items: { type: string } }
  required: [owner, port, checks]
examples: []
`;
