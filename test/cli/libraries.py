"""What is loaded at start: V8 and the C library, and nothing that only Node's part of the library wants."""
import os
import re
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
