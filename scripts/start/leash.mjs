// Imported into the server and the worker: when whoever started them is gone (kill -9), they stop as on Ctrl-C.
// Processes that they start themselves inherit the import, but not the leash: their channel is not ours.
if (process.channel && process.env.TINCTURE_LEASH) {
  delete process.env.TINCTURE_LEASH
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGINT'))
}
