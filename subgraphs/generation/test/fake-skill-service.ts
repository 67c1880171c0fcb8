import { skillTypeDefs } from '@skillwright/contracts/skill';
import {
  Health,
  createHttpServer,
  createLogger,
  createMetrics,
  listen,
  newId,
  type Caller,
} from '@skillwright/service';
import { createSubgraph, type ResolverContext } from '@skillwright/subgraph';

export interface FakeFile {
  readonly path: string;
  readonly content: string;
  readonly encoding?: 'UTF8' | 'BASE64';
  readonly executable?: boolean;
}

export interface FakeSkill {
  readonly id: string;
  readonly name: string;
  /** The files by version, oldest first. */
  readonly versions: Map<string, readonly FakeFile[]>;
}

interface SkillArguments {
  readonly id?: string;
  readonly name?: string;
  readonly version?: string;
}

const pageSize = 2;

/** A skill service by its contract, with a library in memory. A page has two skills, so that callers have to page. */
export class FakeSkillService {
  readonly skills: FakeSkill[] = [];
  /** The names of the called operations, in order. */
  readonly asked: string[] = [];
  /** The callers of these operations. */
  readonly callers: Caller[] = [];
  /** While it is set, operations are answered when it has resolved. */
  silence: Promise<void> | undefined;
  /** While it is set, every request fails with this error. */
  outage: Error | undefined;

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(port = 0): Promise<FakeSkillService> {
    const logger = createLogger({ service: 'fake-skill', level: 'silent' });
    const http = createHttpServer({ logger, health: new Health(), metrics: createMetrics({ service: 'fake-skill' }) });
    const late: { fake?: FakeSkillService } = {};
    const fake = () => {
      if (!late.fake) throw new Error('not started');
      return late.fake;
    };
    const subgraph = await createSubgraph({
      typeDefs: skillTypeDefs,
      resolvers: {
        Query: {
          skill: async (_parent: unknown, args: SkillArguments, { caller }: ResolverContext) => {
            await fake().receive(args.version === undefined ? 'find' : 'files', caller);
            return fake().find(args);
          },
          skills: async (_parent: unknown, args: { after?: string }, { caller }: ResolverContext) => {
            await fake().receive('list', caller);
            return fake().list(args.after);
          },
        },
      },
      logger,
    });
    await subgraph.register(http);
    const { url } = await listen({ name: 'fake-skill', http }, { host: '127.0.0.1', port });
    late.fake = new FakeSkillService(url, async () => {
      await http.close();
      await subgraph.stop();
    });
    return late.fake;
  }

  add(name: string, version: string, files: readonly FakeFile[], id = newId()): FakeSkill {
    const skill = { id, name, versions: new Map([[version, files]]) };
    this.skills.push(skill);
    return skill;
  }

  remove(id: string): void {
    this.skills.splice(
      this.skills.findIndex((skill) => skill.id === id),
      1,
    );
  }

  private find({ id, name, version }: SkillArguments) {
    const skill = this.skills.find((one) => one.id === id || one.name === name);
    return skill && (version === undefined || skill.versions.has(version)) ? toNode(skill, version) : null;
  }

  private list(after: string | undefined) {
    const newestFirst = [...this.skills].reverse();
    const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const nodes = newestFirst.slice(start, start + pageSize);
    const pageInfo = { hasNextPage: start + pageSize < newestFirst.length, endCursor: nodes.at(-1)?.id ?? null };
    return { nodes: nodes.map((skill) => toNode(skill)), pageInfo };
  }

  private async receive(operation: string, caller: Caller): Promise<void> {
    this.asked.push(operation);
    this.callers.push(caller);
    await this.silence;
    if (this.outage) throw this.outage;
  }
}

function toNode({ id, name, versions }: FakeSkill, version = [...versions.keys()].at(-1) ?? '') {
  const files = versions.get(version) ?? [];
  const listed = ({ under = '' }) => files.filter(({ path }) => under === '' || path.startsWith(`${under}/`));
  const filesOf = (args: { under?: string }) =>
    listed(args).map((file) => ({ encoding: 'UTF8', executable: false, ...file }));
  return { id, name, version, files: filesOf };
}

/** Returns the files of a template in a skill: a manifest of this kind, and these files. */
export function templateFiles(
  template: string,
  files: Readonly<Record<string, string>>,
  { kind = 'project', parameters = {} }: { kind?: 'project' | 'feature'; parameters?: Record<string, unknown> } = {},
): FakeFile[] {
  const manifest = `kind: ${kind}\ndescription: Makes ${template}.\nparameters: ${JSON.stringify({ properties: parameters })}\n`;
  const all = { 'template.yaml': manifest, ...files };
  return Object.entries(all).map(([path, content]) => ({ path: `templates/${template}/${path}`, content }));
}
