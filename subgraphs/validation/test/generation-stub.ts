import { answerJson, startStubServer, type StubServer } from '@skillwright/testing';

export interface StubFile {
  readonly path: string;
  readonly content: string;
}

/** A generation service of a test: holds projects, and answers well, late or not at all. */
export interface GenerationStub extends StubServer<{ variables: { id: string } }> {
  readonly projects: Map<string, { revision: number; files: readonly StubFile[] }>;
  /** How it answers from now on. */
  mood: 'well' | 'silent' | 'broken';
}

export async function startGenerationStub(): Promise<GenerationStub> {
  const projects: GenerationStub['projects'] = new Map();
  const server = await startStubServer<{ variables: { id: string } }>(({ body: { variables } }, response) => {
    if (stub.mood === 'silent') return;
    if (stub.mood === 'broken') return answerJson(response, 500, null);
    const project = projects.get(variables.id);
    const files = project?.files.map((file) => ({ ...file, encoding: 'UTF8', executable: false }));
    const data = { project: project ? { id: variables.id, revision: project.revision, files } : null };
    answerJson(response, 200, { data });
  });
  const stub: GenerationStub = { ...server, projects, mood: 'well' };
  return stub;
}
