// process: require the core library
// Every module of the core library but punycode, whose deprecation Node announces at length.
for (const id of ['assert', 'assert/strict', 'async_hooks', 'buffer', 'constants',
  'diagnostics_channel', 'events', 'module', 'os', 'path', 'path/posix', 'path/win32',
  'perf_hooks', 'querystring', 'stream', 'stream/consumers', 'stream/promises', 'stream/web',
  'string_decoder', 'sys', 'url', 'util', 'util/types', 'v8', 'vm']) {
  require(id);
}
