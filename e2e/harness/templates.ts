import { waitFor } from '@skillwright/testing';
import { callRest } from './rest.js';

interface ListedTemplate {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly version: string;
  readonly skill_id: string;
  readonly parameters: object;
}

interface Page {
  readonly templates: ListedTemplate[];
  readonly next_cursor: string | null;
}

/** Lists all templates of the library, page by page. */
export async function listTemplates(url: string): Promise<ListedTemplate[]> {
  const templates: ListedTemplate[] = [];
  let query = '?limit=100';
  for (;;) {
    const page = (await callRest(url, 'GET', `/templates${query}`)).body as Page;
    templates.push(...page.templates);
    if (page.next_cursor === null) return templates;
    query = `?limit=100&cursor=${page.next_cursor}`;
  }
}

/** Waits until a template is listed. The catalogue learns of a skill by its event. */
export async function waitForTemplate(url: string, name: string): Promise<ListedTemplate> {
  return waitFor(async () => (await listTemplates(url)).find((template) => template.name === name), {
    description: `the template ${name} to be listed`,
  });
}
