import { findProcesses, signal } from './processes.js';

/** Stops the broker below a folder in its tracks: it accepts what is sent to it, and answers nobody until the returned function is called. */
export function holdBroker(folder: string): () => void {
  const brokers = findProcesses(folder).filter(({ command }) => command.includes('kafka.Kafka'));
  expect(brokers).toHaveLength(1);
  const signalAll = (name: NodeJS.Signals) => brokers.forEach(({ pid }) => signal(pid, name));
  signalAll('SIGSTOP');
  return () => signalAll('SIGCONT');
}
