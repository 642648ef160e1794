// A disk that fails in the middle: each byte is written or an error tells; nothing is left open.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { errno } = require('os').constants;

// What a process does with a file on which the calls fail as FAULTS says.
const size = 300000;
const data = () => Buffer.alloc(size, 'abcdefg');
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;

const actions = {
  async writeFile(file) {
    await fs.promises.writeFile(file, data());
  },
  async writeFileCallback(file) {
    await new Promise((resolve, reject) => {
      fs.writeFile(file, data(), (error) => (error ? reject(error) : resolve()));
    });
  },
  async writeFileSync(file) {
    fs.writeFileSync(file, data());
  },
  async writeFlushed(file) {
    fs.writeFileSync(file, data(), { flush: true });
  },
  async writeFlushedPromise(file) {
    await fs.promises.writeFile(file, data(), { flush: true });
  },
  async writeIterable(file) {
    await fs.promises.writeFile(file, [data().subarray(0, size / 2), data().subarray(size / 2)]);
  },
  async stream(file) {
    await require('stream/promises').pipeline([data()], fs.createWriteStream(file));
  },
  async copyFile(file) {
    const from = path.join(path.dirname(file), 'from');
    fs.writeFileSync(from, data());
    await fs.promises.copyFile(from, file);
  },
  async cp(file) {
    const from = path.join(path.dirname(file), 'from');
    fs.writeFileSync(from, data());
    fs.cpSync(from, file);
  },
  async readFile(file) {
    fs.writeFileSync(file, data());
    const bytes = await fs.promises.readFile(file);
    assert(bytes.equals(data()));
  },
  async readFileSync(file) {
    fs.writeFileSync(file, data());
    assert(fs.readFileSync(file).equals(data()));
  },
};

async function act(name, file) {
  process.env.FAULT_PATH = path.basename(file);
  const before = openDescriptors();
  let outcome = 'done';
  try {
    await actions[name](file);
  } catch (error) {
    outcome = `${error.code} ${error.syscall}`;
  }
  const left = openDescriptors() - before;
  process.env.FAULT_PATH = 'none';
  const exists = fs.existsSync(file);
  return [name, outcome, exists, exists && fs.readFileSync(file).equals(data()), left];
}

async function actAll(folder, names) {
  // What opens something once and for all has done so.
  await fs.promises.readFile(__filename);
  const outcomes = [];
  for (const name of names) outcomes.push(await act(name, path.join(folder, `faulty-${name}`)));
  console.log(JSON.stringify(outcomes));
}

if (process.argv[2] === 'act') {
  actAll(process.argv[3], process.argv.slice(4)).then(mustCall());
  return;
}

const { root, run } = require('./fixtures/with_faults').prepareFaults();

let count = 0;
// Each of `names` ends with [how, whether there is a file, whether it is whole].
function check(names, faults, expected) {
  const folder = path.join(root, `${count++}`);
  fs.mkdirSync(folder);
  const child = run([folder, ...names], { FAULTS: faults, FAULT_PATH: 'none' });
  assert.deepStrictEqual(JSON.parse(child.stdout), names.map((name) => [name, ...expected, 0]),
    faults);
}

const { EINTR, EIO, EMFILE, ENOSPC } = errno;
const writers = ['writeFile', 'writeFileCallback', 'writeFileSync', 'writeIterable', 'stream'];
const readers = ['readFile', 'readFileSync'];
const copiers = ['copyFile', 'cp'];
// Short transfers go on, interrupted calls are made again.
check([...writers, ...readers], 'write@1=+1000,write@3=+7,read@1=+100,read@2=+1',
      ['done', true, true]);
check([...writers, ...readers], `write@1=${EINTR},write@2=+10,write@3=${EINTR},read@1=${EINTR}`,
      ['done', true, true]);
check(copiers, 'copy@1=+5000,copy@2=+1', ['done', true, true]);
// A full disk, a broken one.
check(writers, `write@1=+4096,write@2=${ENOSPC}`, ['ENOSPC write', true, false]);
check(writers.slice(0, 3), `write@1=${EIO}`, ['EIO write', true, false]);
check(['writeFile', 'writeFileCallback', 'writeFileSync'], `close@1=${EIO}`,
      ['EIO close', true, true]);
check(['writeFlushed', 'writeFlushedPromise'], `fsync@1=${EIO}`, ['EIO fsync', true, true]);
check(readers, `read@2=${EIO},read@1=+10`, ['EIO read', true, true]);
// A copy that can't be completed is not left half-made.
check(copiers, `copy@1=+4096,copy@2=${ENOSPC}`, ['ENOSPC copyfile', false, false]);
check(writers.slice(0, 3), `open@1=${EMFILE}`, ['EMFILE open', false, false]);
