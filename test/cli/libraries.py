"""What is loaded at start: V8 and the C library, and nothing that only Node's part of the library wants;
and of V8's symbols those that the executable asks for."""
import os
import re
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import check, run, skip

if 'bound' not in run('--version').stdout:
    skip("V8's library is linked as it is")

maps = check(run('-p', 'require("fs").readFileSync("/proc/self/maps", "utf8")')).stdout
loaded = sorted({os.path.basename(path) for path in re.findall(r'\s(/\S+\.so[.\d]*)$', maps, re.MULTILINE)})
assert any(name.startswith('libnode.so.') for name in loaded), loaded
# A build with sanitizers links its libraries dynamically.
own = '' if any(name.startswith('libuv.so') for name in loaded) else r'|cares|brotli\w*|z'
unwanted = [name for name in loaded if re.match(rf'lib(ssl|crypto|nghttp2{own})\.so', name)]
assert not unwanted, f'{unwanted} cost time at every start'


def dynamic_symbols(path):
    """How many entries the section .dynsym of an ELF file has."""
    with open(path, 'rb') as file:
        data = file.read()
    offset, = struct.unpack_from('<Q', data, 40)
    size, count = struct.unpack_from('<HH', data, 58)
    for i in range(count):
        kind, = struct.unpack_from('<I', data, offset + i * size + 4)
        if kind == 11:  # SHT_DYNSYM
            return struct.unpack_from('<Q', data, offset + i * size + 32)[0] // 24
    raise AssertionError(f'{path} has no .dynsym')


library = re.search(r'\s(/\S+/libnode\.so[.\d]+)$', maps, re.MULTILINE).group(1)
assert 100 < dynamic_symbols(library) < 10000, f'{dynamic_symbols(library)} symbols to search at every start'
