import { answerJson, startStubServer, type StubRequest, type StubServer } from '@skillwright/testing';

export type FakeCall = StubRequest<Record<string, unknown>>;

/** An answer of a fake neighbour: a status with a JSON body, or no answer at all. */
export type FakeAnswer = { readonly status: number; readonly body: unknown } | 'silence';

export interface FakeNeighbour extends StubServer<Record<string, unknown>> {
  /** Sets the function that decides on the answers from now on. */
  answer(decide: (call: FakeCall) => FakeAnswer): void;
}

/** Starts a neighbouring service with the answers of a test. */
export async function startFakeNeighbour(): Promise<FakeNeighbour> {
  let decide: (call: FakeCall) => FakeAnswer = () => ({ status: 500, body: {} });
  const stub = await startStubServer((call, response) => {
    const answer = decide(call);
    if (answer !== 'silence') answerJson(response, answer.status, answer.body);
  });
  return {
    ...stub,
    answer: (next) => {
      decide = next;
    },
  };
}
