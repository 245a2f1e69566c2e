// Imported into the server and the worker: when whoever started them is gone (kill -9), they stop as on SIGTERM.
if (process.channel) {
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
