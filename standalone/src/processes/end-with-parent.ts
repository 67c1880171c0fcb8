// Loaded before a service that `npm run start:services` runs: a service must not outlive a supervisor that was killed.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel is there for this alone and keeps no process running.
process.channel?.unref();
