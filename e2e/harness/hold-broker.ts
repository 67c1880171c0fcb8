import { findProcesses, signal } from './processes.js';

/**
 * Suspends the broker below a folder: connections to it succeed, but it answers nothing until the returned function is
 * called.
 */
export function holdBroker(folder: string): () => void {
  const brokers = findProcesses(folder).filter(({ command }) => command.includes('kafka.Kafka'));
  expect(brokers).toHaveLength(1);
  const signalAll = (name: NodeJS.Signals) => brokers.forEach(({ pid }) => signal(pid, name));
  signalAll('SIGSTOP');
  return () => signalAll('SIGCONT');
}
