// process: require eleven core modules
for (const id of ['fs', 'net', 'http', 'stream', 'events', 'path', 'url', 'util', 'zlib', 'crypto',
  'child_process']) {
  require(id);
}
