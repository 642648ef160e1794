// process: require fourteen core modules
for (const id of ['assert', 'async_hooks', 'buffer', 'events', 'fs', 'os', 'path', 'querystring',
  'stream', 'string_decoder', 'timers', 'url', 'util', 'vm']) {
  require(id);
}
