import {
  maxShownOfJob,
  unitKey,
  type CheckJob,
  type CheckUnit,
  type FoundUnit,
  type WorkerMessage,
} from './worker-protocol.js';

/** Each unit is begun and found, and a slow one begun once more in each second of its job. */
const maxMessages = 100_000;
const maxBytes = 64 * 1024 * 1024;

/** A worker's answer to one job, checked against the job message by message. */
export class JobAnswer {
  readonly found: FoundUnit[] = [];
  /** The unit that was begun last. */
  at: CheckUnit | undefined;
  /** Present once the job came to its end. */
  filesChecked: number | undefined;
  private readonly paths: ReadonlySet<string>;
  private isOpen = false;
  private messages = 0;
  private bytes = 0;
  private shown = 0;

  constructor(private readonly job: CheckJob) {
    this.paths = new Set(job.files.map(({ path }) => path));
  }

  /** Takes the next message. Throws an Error whose message describes, as `parseMessage` does, why it does not fit the job. */
  take(message: WorkerMessage, bytes: number): void {
    this.messages += 1;
    this.bytes += bytes;
    if (this.messages > maxMessages) throw new Error(`more than ${maxMessages} messages`);
    if (this.bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    if (this.filesChecked !== undefined) throw new Error('more after its end');
    if (message.type === 'begin') this.begin(message);
    else if (message.type === 'found') this.find(message);
    else if (message.type === 'done') this.end(message.filesChecked);
    else throw new Error('that it is ready, in the middle of a job');
  }

  private begin({ check, path }: CheckUnit): void {
    this.demandPath(path);
    if (this.isOpen && this.at && unitKey(this.at) !== unitKey({ check, path })) throw new Error('two units at once');
    this.at = { check, path };
    this.isOpen = true;
  }

  private find({ check, path, diagnostics, counts }: FoundUnit): void {
    if (!this.isOpen || !this.at || unitKey(this.at) !== unitKey({ check, path })) throw new Error('an unbegun unit');
    diagnostics.forEach((diagnostic) => this.demandPath(diagnostic.path));
    this.shown += diagnostics.length;
    if (this.shown > maxShownOfJob) throw new Error(`more than ${maxShownOfJob} diagnostics`);
    if (diagnostics.length > counts.errors + counts.warnings + counts.unformatted) throw new Error('counts too low');
    this.isOpen = false;
    this.found.push({ check, path, diagnostics, counts });
  }

  private end(filesChecked: number): void {
    if (this.isOpen) throw new Error('an end within a unit');
    if (filesChecked > this.job.files.length) throw new Error('more files than the job has');
    this.filesChecked = filesChecked;
  }

  private demandPath(path: string | null): void {
    if (path !== null && !this.paths.has(path)) throw new Error('a path that is not of the job');
  }
}
