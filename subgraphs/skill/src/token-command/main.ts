import { runTokenCommand } from './run-token-command.js';

// `npm run token`.
process.exitCode = await runTokenCommand(process.argv.slice(2), process.env, {
  result: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
});
