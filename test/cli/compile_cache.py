"""The compile cache: filled by the first run, used by the next, never trusted blindly, switched off by one variable."""
import concurrent.futures
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    cache = os.path.join(folder, 'cache')
    env = {'NODE_COMPILE_CACHE': cache, 'NODE_DISABLE_COMPILE_CACHE': None, 'GYRE_DISABLE_COMPILE_CACHE': None}

    def write(name, text):
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def packs():
        return sorted(os.listdir(cache)) if os.path.isdir(cache) else []

    write('a.mjs', "import b from './b.cjs'; export const text = b.text();")
    write('b.cjs', "exports.text = () => 'first';")
    main = write('main.mjs', "import { text } from './a.mjs'; console.log(text);")

    check(run(main, env={**env, 'NODE_DISABLE_COMPILE_CACHE': '1'}), stdout='first\n')
    assert packs() == []
    check(run(main, env=env), stdout='first\n')
    assert len(packs()) == 1 and packs()[0].endswith('.pack'), packs()
    pack = os.path.join(cache, packs()[0])
    inode = os.stat(pack).st_ino
    check(run(main, env=env), stdout='first\n')
    assert os.stat(pack).st_ino == inode, 'nothing was new, so nothing was to be written'

    # A file has changed, to one of the same length.
    write('b.cjs', "exports.text = () => 'other';")
    check(run(main, env=env), stdout='other\n')
    assert os.stat(pack).st_ino != inode

    # Damage is as good as absence.
    with open(pack, 'rb') as file:
        good = file.read()
    for bad in (b'', good[:40], good[:len(good) // 2], bytes(len(good)), b'\xff' * len(good)):
        with open(pack, 'wb') as file:
            file.write(bad)
        check(run(main, env=env), stdout='other\n', stderr='')

    # Several at once, on a cold cache: each runs, and one whole pack is left.
    os.remove(pack)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for result in pool.map(lambda _: run(main, env=env), range(4)):
            check(result, stdout='other\n', stderr='')
    assert packs() == [os.path.basename(pack)], packs()

    # A folder that cannot be made is no error, and the API says so.
    check(run(main, env={**env, 'NODE_COMPILE_CACHE': os.path.join(main, 'x')}), stdout='other\n', stderr='')
    api = write('api.cjs', "const m = require('module');\n"
                "const { status, directory } = m.enableCompileCache(process.argv[2]);\n"
                "console.log(status === m.constants.compileCacheStatus.ENABLED, directory === m.getCompileCacheDir(),\n"
                "            m.enableCompileCache().status === m.constants.compileCacheStatus.ALREADY_ENABLED);")
    check(run(api, os.path.join(folder, 'other')), stdout='true true true\n')
