import { basename } from 'node:path';
import type { Options, Plugin, SupportLanguage } from 'prettier';
import * as angular from 'prettier/plugins/angular';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as flow from 'prettier/plugins/flow';
import * as glimmer from 'prettier/plugins/glimmer';
import * as graphql from 'prettier/plugins/graphql';
import * as html from 'prettier/plugins/html';
import * as markdown from 'prettier/plugins/markdown';
import * as postcss from 'prettier/plugins/postcss';
import * as typescript from 'prettier/plugins/typescript';
import * as yaml from 'prettier/plugins/yaml';
import * as prettier from 'prettier/standalone';

// The standalone build reads no file and imports no module: the plugins below are all that it ever has. Where two
// languages share a file name, the first one counts: the order is Prettier's own.
const plugins = [
  ...[yaml, postcss, markdown, html, graphql, glimmer, estree, babel, flow, typescript, angular],
] as unknown as Plugin[];
const languages = plugins.flatMap((plugin) => plugin.languages ?? []);

/** Formats a text with one of Prettier's own parsers. Throws Prettier's error where the text cannot be parsed. */
export function format(text: string, options: Options & { readonly parser: string; readonly filepath: string }) {
  return prettier.format(text, { ...options, plugins });
}

/** Prettier's descriptions of its options, by name: their type, choices and range. */
export async function describeOptions() {
  // The type lacks the parameter, without which the standalone build knows no plugin.
  const getSupportInfo = prettier.getSupportInfo as (given: {
    plugins: Plugin[];
  }) => ReturnType<typeof prettier.getSupportInfo>;
  const { options } = await getSupportInfo({ plugins });
  return new Map(options.map((option) => [option.name ?? '', option]));
}

/** The parser that Prettier takes for a file, by its name or the `#!` of its first line; `undefined` for other files. */
export function inferParser(path: string, text: string): string | undefined {
  const name = basename(path).toLowerCase();
  const language =
    languages.find(({ filenames }) => filenames?.some((known) => known.toLowerCase() === name)) ??
    languages.find(({ extensions }) => extensions?.some((extension) => name.endsWith(extension))) ??
    (name.includes('.') ? undefined : findByInterpreter(text));
  return language?.parsers[0];
}

function findByInterpreter(text: string): SupportLanguage | undefined {
  const [firstLine = ''] = text.slice(0, 200).split('\n', 1);
  const interpreter = /^#!\/(?:usr\/)?bin\/(?:env\s+)?(\S+)/.exec(firstLine)?.[1];
  return languages.find(({ interpreters }) => interpreter !== undefined && interpreters?.includes(interpreter));
}
