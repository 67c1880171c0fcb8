import { isUtf8 } from 'node:buffer';
import { PathSet, findNameFault, findPathFault } from '@skillwright/rules';
import { checkTags } from './check-tags.js';
import type { TemplateLimits } from './limits.js';
import { manifestPath, parseManifest, type Manifest } from './manifest.js';
import { parseParameterSchema, type ParameterSchema } from './parameter-schema.js';
import { parseTags, type Delimiters, type ParsedText } from './parse-tags.js';
import { shapeOfParameters, type Shape } from './shape.js';
import type { TemplateFile, TemplateSource } from './template-file.js';
import { TemplateFaultError, type TemplateFault } from './template-fault.js';

/** A file to render or to copy: the parts of its path, and a parsed text or bytes. */
export interface CompiledFile {
  readonly sourcePath: string;
  readonly segments: readonly ParsedText[];
  readonly content: ParsedText | Uint8Array;
  readonly executable: boolean;
}

/** A template without faults that can be rendered. */
export interface CompiledTemplate {
  readonly manifest: Manifest;
  readonly parameters: ParameterSchema;
  readonly shape: Shape & { kind: 'object' };
  readonly files: readonly CompiledFile[];
}

export type CompileResult = { readonly template: CompiledTemplate } | { readonly faults: readonly TemplateFault[] };

const filesFolder = 'files/';
const renderedSuffix = '.mustache';

/**
 * Checks a template: manifest, schema, examples, every path and every tag. Returns the compiled template, or all
 * faults.
 */
export function compileTemplate(source: TemplateSource, limits: TemplateLimits): CompileResult {
  const faults = findSizeFaults(source, limits);
  const nameFault = findNameFault(source.name);
  if (nameFault) faults.push({ code: 'template_name', message: `the folder's name ${nameFault.rule}`, path: '' });
  if (faults.length > 0) return { faults };

  const head = compileManifest(source.files, limits);
  if ('faults' in head) return head;
  const { manifest, shape } = head;
  const compiled = source.files
    .filter((file) => file.path.startsWith(filesFolder))
    .map((file) => compileFile(file, manifest.delimiters, shape, limits));
  faults.push(...compiled.flatMap((result) => ('faults' in result ? result.faults : [])));
  const files = compiled.flatMap((result) => ('faults' in result ? [] : [result]));
  if (compiled.length === 0)
    faults.push({ code: 'files_missing', message: 'there is no file in `files/`', path: filesFolder });
  faults.push(...findClashes(files));
  return faults.length > 0 ? { faults } : { template: { ...head, files } };
}

function findSizeFaults({ files }: TemplateSource, limits: TemplateLimits): TemplateFault[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const tooLarge = (message: string): TemplateFault[] => [{ code: 'template_too_large', message, path: '' }];
  if (files.length > limits.files) return tooLarge(`more than ${limits.files} files`);
  if (bytes > limits.sourceBytes) return tooLarge(`more than ${limits.sourceBytes} bytes in all`);
  return [];
}

function compileManifest(
  files: readonly TemplateFile[],
  limits: TemplateLimits,
): Omit<CompiledTemplate, 'files'> | { faults: readonly TemplateFault[] } {
  const file = files.find(({ path }) => path === manifestPath);
  if (!file)
    return { faults: [{ code: 'manifest_missing', message: 'there is no template.yaml', path: manifestPath }] };
  const text = readText(file, limits.manifestBytes);
  if (typeof text !== 'string') return { faults: [text] };
  const parsed = parseManifest(text);
  if ('faults' in parsed) return parsed;
  const { manifest, lineOf } = parsed;

  const parameters = parseParameterSchema(manifest.parameters);
  if ('faults' in parameters) {
    return {
      faults: parameters.faults.map(({ message, path }) => ({
        code: 'schema_invalid' as const,
        message: path.length === 0 ? message : `${message} (${path.map(String).join('.')})`,
        path: manifestPath,
        line: lineOf(['parameters', ...path]),
      })),
    };
  }
  const faults = manifest.examples.flatMap((example, index) => {
    const result = parameters.parse(example.parameters);
    if ('values' in result) return [];
    const line = lineOf(['examples', index]);
    return result.errors.map(({ message }): TemplateFault => ({
      code: 'example_invalid',
      message: `example \`${example.name}\`: ${message}`,
      path: manifestPath,
      line,
    }));
  });
  return faults.length > 0 ? { faults } : { manifest, parameters, shape: shapeOfParameters(parameters.schema) };
}

function compileFile(
  file: TemplateFile,
  delimiters: Delimiters,
  shape: Shape,
  limits: TemplateLimits,
): CompiledFile | { faults: readonly TemplateFault[] } {
  const rendered = file.path.endsWith(renderedSuffix);
  const target = file.path.slice(filesFolder.length, rendered ? -renderedSuffix.length : undefined);
  try {
    const segments = target.split('/').map((segment) => parseTags(segment, file.path, delimiters));
    const faults = segments.flatMap((segment) => checkTags(segment, shape, { sections: false }));
    faults.push(...findLiteralFault(file.path, segments));
    if (!rendered)
      return faults.length > 0
        ? { faults }
        : { sourcePath: file.path, segments, content: file.bytes, executable: file.executable };

    const text = readText(file, limits.renderedSourceBytes);
    if (typeof text !== 'string') return { faults: [...faults, text] };
    const content = parseTags(text, file.path, delimiters);
    faults.push(...checkTags(content, shape, { sections: true }));
    return faults.length > 0 ? { faults } : { sourcePath: file.path, segments, content, executable: file.executable };
  } catch (error) {
    if (error instanceof TemplateFaultError) return { faults: [error.fault] };
    throw error;
  }
}

/** Finds the faults of the parts of a path without tags, which are the same in every rendering. */
function findLiteralFault(path: string, segments: readonly ParsedText[]): TemplateFault[] {
  const texts = segments.map(({ tokens }) =>
    tokens.every(([type]) => type === 'text') ? tokens.map(([, text]) => text).join('') : 'x',
  );
  const fault = findPathFault(texts.join('/'));
  return fault ? [{ ...fault, path }] : [];
}

/** Finds the files with paths that always clash. Other clashes are found when paths are rendered. */
function findClashes(files: readonly CompiledFile[]): TemplateFault[] {
  const paths = new PathSet();
  return files.flatMap(({ sourcePath }) => {
    const target = sourcePath.endsWith(renderedSuffix) ? sourcePath.slice(0, -renderedSuffix.length) : sourcePath;
    const clash = paths.add(target);
    return clash ? [{ ...clash, path: sourcePath }] : [];
  });
}

function readText(file: TemplateFile, limitBytes: number): string | TemplateFault {
  const { path, bytes } = file;
  if (bytes.length > limitBytes)
    return { code: 'template_too_large', message: `more than ${limitBytes} bytes, which is too much to render`, path };
  if (!isUtf8(bytes))
    return {
      code: 'file_not_text',
      message: 'not UTF-8; without the suffix .mustache it is copied unchanged',
      path,
    };
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
