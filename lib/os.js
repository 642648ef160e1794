'use strict';

// The machine and its user: thin wrappers over binding('os'), which asks libuv.
//
// Nothing is asked before its function is called, and nothing is remembered but what cannot change
// while the process runs (the kernel's names). Functions that return a primitive can be used as
// one: `${os.hostname}`.

const { codes } = require('internal/errors');
const { validateInt32 } = require('internal/validators');

const constants = binding('constants').os;

/** Throws what a system call's negative number means. */
function throwSystemError(errno, syscall) {
  const uv = binding('uv');
  throw new codes.ERR_SYSTEM_ERROR({
    errno,
    code: uv.errname(errno),
    message: uv.getErrorMessage(errno),
    syscall,
  });
}

/** @type {string[] | undefined} sysname, version, release, machine */
let uname;
function kernelName(index) {
  if (uname === undefined) {
    const names = binding('os').uname();
    if (typeof names === 'number') throwSystemError(names, 'uv_os_uname');
    uname = names;
  }
  return uname[index];
}

/**
 * Node: os.arch().
 * @returns {string}
 */
function arch() {
  return process.arch;
}

/**
 * How many threads a program should use. Node: os.availableParallelism().
 * @returns {number}
 */
function availableParallelism() {
  return binding('os').availableParallelism();
}

/**
 * Node: os.cpus(). Throws ERR_SYSTEM_ERROR.
 * @returns {Array<{model: string, speed: number, times: object}>}
 */
function cpus() {
  const fields = binding('os').cpus();
  if (typeof fields === 'number') throwSystemError(fields, 'uv_cpu_info');
  const result = [];
  for (let i = 0; i < fields.length; i += 7) {
    result.push({
      model: fields[i],
      speed: fields[i + 1],
      times: {
        user: fields[i + 2],
        nice: fields[i + 3],
        sys: fields[i + 4],
        idle: fields[i + 5],
        irq: fields[i + 6],
      },
    });
  }
  return result;
}

/**
 * Node: os.endianness().
 * @returns {'BE' | 'LE'}
 */
function endianness() {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE';
}

/**
 * Bytes of memory that are free. Node: os.freemem().
 * @returns {number}
 */
function freemem() {
  return binding('os').freeMemory();
}

/**
 * The scheduling priority of a process, 0 for this one. Node: os.getPriority([pid]).
 * Throws ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_SYSTEM_ERROR.
 * @param {number} [pid]
 * @returns {number}
 */
function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const priority = new Int32Array(1);
  const status = binding('os').getPriority(pid, priority);
  if (status < 0) throwSystemError(status, 'uv_os_getpriority');
  return priority[0];
}

/**
 * Node: os.homedir(). Throws ERR_SYSTEM_ERROR.
 * @returns {string}
 */
function homedir() {
  const directory = binding('os').homedir();
  if (typeof directory === 'number') throwSystemError(directory, 'uv_os_homedir');
  return directory;
}

/**
 * Node: os.hostname(). Throws ERR_SYSTEM_ERROR.
 * @returns {string}
 */
function hostname() {
  const name = binding('os').hostname();
  if (typeof name === 'number') throwSystemError(name, 'uv_os_gethostname');
  return name;
}

/**
 * The averages of 1, 5 and 15 minutes. Node: os.loadavg().
 * @returns {[number, number, number]}
 */
function loadavg() {
  const averages = new Float64Array(3);
  binding('os').loadAverage(averages);
  return [averages[0], averages[1], averages[2]];
}

/** How many leading one bits the numbers of a netmask have; -1 if a one follows a zero. */
function prefixLength(netmask, family) {
  const ipv6 = family === 'IPv6';
  const width = ipv6 ? 16 : 8;
  let groups;
  if (ipv6) {
    const [head, tail] = netmask.split('::');
    groups = head === '' ? [] : head.split(':');
    if (tail !== undefined) {
      const rest = tail === '' ? [] : tail.split(':');
      while (groups.length + rest.length < 8) groups.push('0');
      groups = groups.concat(rest);
    }
  } else {
    groups = netmask.split('.');
  }
  let ones = 0;
  let ended = false;
  for (const group of groups) {
    const value = Number.parseInt(group, ipv6 ? 16 : 10);
    const leading = Math.clz32(~(value << (32 - width)));
    if ((ended && value !== 0) || (value << (32 - width + leading)) !== 0) {
      if (leading < width) return -1;
    }
    if (ended) continue;
    ones += Math.min(leading, width);
    ended = leading < width;
  }
  return ones;
}

/**
 * The addresses of each network interface. Node: os.networkInterfaces(). Throws ERR_SYSTEM_ERROR.
 * @returns {Record<string, object[]>}
 */
function networkInterfaces() {
  const fields = binding('os').interfaceAddresses();
  if (typeof fields === 'number') throwSystemError(fields, 'uv_interface_addresses');
  const result = {};
  for (let i = 0; i < fields.length; i += 7) {
    const [name, address, netmask, family, mac, internal, scopeid] = fields.slice(i, i + 7);
    const prefix = family === 'Unknown' ? -1 : prefixLength(netmask, family);
    const entry = {
      address,
      netmask,
      family,
      mac,
      internal,
      cidr: prefix === -1 ? null : `${address}/${prefix}`,
    };
    if (scopeid !== -1) entry.scopeid = scopeid;
    if (Object.hasOwn(result, name)) result[name].push(entry);
    else result[name] = [entry];
  }
  return result;
}

/**
 * Node: os.platform().
 * @returns {string}
 */
function platform() {
  return process.platform;
}

/**
 * Node: os.release(). Throws ERR_SYSTEM_ERROR.
 * @returns {string}
 */
function release() {
  return kernelName(2);
}

/**
 * Sets the scheduling priority of a process, 0 for this one. Node: os.setPriority([pid, ]priority).
 * Throws ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_SYSTEM_ERROR.
 * @param {number} pid
 * @param {number} [priority]
 */
function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  const { PRIORITY_HIGHEST, PRIORITY_LOW } = constants.priority;
  validateInt32(priority, 'priority', PRIORITY_HIGHEST, PRIORITY_LOW);
  const status = binding('os').setPriority(pid, priority);
  if (status < 0) throwSystemError(status, 'uv_os_setpriority');
}

/**
 * The directory for temporary files. Node: os.tmpdir().
 * @returns {string}
 */
function tmpdir() {
  const { env } = process;
  if (process.platform === 'win32') {
    const path = env.TEMP || env.TMP || `${env.SystemRoot || env.windir}\\temp`;
    return path.length > 1 && path.endsWith('\\') && !path.endsWith(':\\') ?
      path.slice(0, -1) : path;
  }
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * Bytes of memory. Node: os.totalmem().
 * @returns {number}
 */
function totalmem() {
  return binding('os').totalMemory();
}

/**
 * Node: os.type(). Throws ERR_SYSTEM_ERROR.
 * @returns {string}
 */
function type() {
  return kernelName(0);
}

/**
 * Seconds since the machine started. Node: os.uptime(). Throws ERR_SYSTEM_ERROR.
 * @returns {number}
 */
function uptime() {
  const seconds = binding('os').uptime();
  if (seconds < 0) throwSystemError(seconds, 'uv_uptime');
  return seconds;
}

/**
 * The effective user's entry in the user database. Node: os.userInfo([options]).
 * Throws ERR_SYSTEM_ERROR.
 * @param {{encoding?: string}} [options] 'buffer' gives Buffers
 * @returns {{uid: number, gid: number, username: any, homedir: any, shell: any}}
 */
function userInfo(options) {
  const encoding = options !== null && typeof options === 'object' ? options.encoding : undefined;
  const fields = binding('os').userInfo();
  if (typeof fields === 'number') throwSystemError(fields, 'uv_os_get_passwd');
  const [uid, gid, ...texts] = fields;
  const { Buffer } = require('buffer');
  const name = Buffer.isEncoding(encoding) ? encoding : 'utf8';
  const [username, home, shell] = texts.map((text) => (
    text === null || encoding === 'buffer' ? text : text.toString(name)));
  return { __proto__: null, uid, gid, username, homedir: home, shell };
}

/**
 * The kernel's version. Node: os.version(). Throws ERR_SYSTEM_ERROR.
 * @returns {string}
 */
function version() {
  return kernelName(1);
}

/**
 * The machine type as uname gives it. Node: os.machine(). Throws ERR_SYSTEM_ERROR.
 * @returns {string}
 */
function machine() {
  return kernelName(3);
}

for (const read of [arch, availableParallelism, endianness, freemem, homedir, hostname, platform,
                    release, tmpdir, totalmem, type, uptime, version, machine]) {
  read[Symbol.toPrimitive] = () => read();
}

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  userInfo,
  uptime,
  version,
  machine,
};

const windows = process.platform === 'win32';
Object.defineProperties(module.exports, {
  constants: { __proto__: null, enumerable: true, value: constants },
  EOL: {
    __proto__: null, configurable: true, enumerable: true, writable: false,
    value: windows ? '\r\n' : '\n',
  },
  devNull: {
    __proto__: null, configurable: true, enumerable: true, writable: false,
    value: windows ? '\\\\.\\nul' : '/dev/null',
  },
});
