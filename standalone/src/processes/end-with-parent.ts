// Preloaded into each service of `npm run start:services`, so that no service outlives a supervisor that was killed.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel only serves to notice the supervisor's end; it must not keep the process running.
process.channel?.unref();
