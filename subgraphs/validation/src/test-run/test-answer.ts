import { maxTests, type TestFile, type TestMessage } from './test-protocol.js';

type ProcessMessage = Extract<TestMessage, { type: 'process' }>;

/** The sandbox's answer to one run of tests, checked against the run message by message. */
export class TestAnswer {
  readonly processes: ProcessMessage[] = [];
  /** Present once the run came to its end. */
  end: Extract<TestMessage, { type: 'end' }> | undefined;
  private readonly unreported: Set<string>;
  private readonly paths: ReadonlySet<string>;
  private tests = 0;

  constructor(
    private readonly nonce: string,
    files: readonly { readonly path: string }[],
    testFiles: readonly TestFile[],
  ) {
    this.paths = new Set(files.map(({ path }) => path));
    this.unreported = new Set(testFiles.map(({ path }) => path));
  }

  /** Takes the next message. Throws an Error whose message describes, as `parseMessage` does, why it does not fit the run. */
  take(message: TestMessage): void {
    if (message.nonce !== this.nonce) throw new Error('a message of another run');
    if (this.end) throw new Error('more after its end');
    if (message.type === 'process') this.report(message);
    else if (this.unreported.size > 0) throw new Error('an end before all test files were reported');
    else this.end = message;
  }

  private report(message: ProcessMessage): void {
    for (const path of message.paths) {
      if (!this.unreported.delete(path)) throw new Error('a test file that is not of the run, or is reported already');
    }
    this.tests += message.tests.length;
    if (this.tests > maxTests) throw new Error(`more than ${maxTests} tests`);
    if (message.tests.some(({ path }) => !this.paths.has(path))) throw new Error('a path that is not of the project');
    this.processes.push(message);
  }
}
