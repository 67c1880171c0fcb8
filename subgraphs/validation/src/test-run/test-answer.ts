import { maxTests, type FileCoverage, type FoundTest, type SignedRecord, type TestRecord } from './test-protocol.js';

type RecordOf<Type extends TestRecord['type']> = Extract<TestRecord, { type: Type }>;

/** A test process' answer to its job, checked against the job record by record. */
export class TestAnswer {
  /** Present once the process was set up, which is before any code of the project runs. */
  begin: RecordOf<'begin'> | undefined;
  readonly tests: FoundTest[] = [];
  readonly coverage: FileCoverage[] = [];
  /** Present once the tests came to their end. */
  end: RecordOf<'end'> | undefined;
  private readonly paths: ReadonlySet<string>;

  constructor(
    private readonly nonce: string,
    files: readonly { readonly path: string }[],
  ) {
    this.paths = new Set(files.map(({ path }) => path));
  }

  /** Takes the next record. Throws an Error whose message describes, as `parseMessage` does, why it does not fit the job. */
  take(record: SignedRecord): void {
    if (record.nonce !== this.nonce) throw new Error('a message of another run');
    if (this.end) throw new Error('more after its end');
    if ((record.type === 'begin') === (this.begin !== undefined)) throw new Error('results around its beginning');
    if (record.type === 'begin') this.begin = record;
    else if (record.type === 'test') this.takeTest(record.test);
    else if (record.type === 'coverage') this.takeCoverage(record.file);
    else this.takeEnd(record);
  }

  private takeTest(test: FoundTest): void {
    if (this.tests.length === maxTests) throw new Error(`more than ${maxTests} tests`);
    this.checkPath(test.path);
    this.tests.push(test);
  }

  private takeCoverage(file: FileCoverage): void {
    this.checkPath(file.path);
    this.coverage.push(file);
  }

  private takeEnd(end: RecordOf<'end'>): void {
    if (end.tests !== this.tests.length) throw new Error('another number of tests than there were');
    this.end = end;
  }

  private checkPath(path: string): void {
    if (!this.paths.has(path)) throw new Error('a path that is not of the project');
  }
}
