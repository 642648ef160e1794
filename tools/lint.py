#!/usr/bin/env python3
"""Rules of the house that a pattern can check. Prints file:line: rule and exits 1 where one is broken.

A rule that must be broken somewhere is let off by `lint-ok: <why>` in a comment on the line or above it.
"""
import os
import re
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..'))
WIDTH = 100

problems = []


def complain(path, number, message):
    problems.append(f'{path}:{number}: {message}')


def files(*folders, suffixes):
    for folder in folders:
        for base, names, found in os.walk(os.path.join(ROOT, folder)):
            names[:] = sorted(name for name in names if name not in ('fixtures', 'node_modules', '__pycache__'))
            for name in sorted(found):
                if name.endswith(suffixes):
                    yield os.path.relpath(os.path.join(base, name), ROOT)


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read().split('\n')


def let_off(lines, index):
    return any('lint-ok:' in lines[i] for i in (index, index - 1) if i >= 0)


COMMENT = re.compile(r'//|/\*|^\s*\*|^\s*#')


def explained(lines, index):
    """Whether the line, or one of the three above it, has a comment."""
    return any(COMMENT.search(lines[i]) for i in range(max(0, index - 3), index + 1))


def strip_comment(line):
    return re.sub(r'^\s*\*.*$|//.*$', '', line)


# pattern, where it is forbidden, where it is allowed all the same, what to say
FORBIDDEN = [
    (re.compile(r'(//|/\*|^\s*\*).*\b(TODO|FIXME|XXX)\b'), '', None,
     'no notes to oneself: do it, or write an issue'),
    (re.compile(r'\bthrow new (Error|TypeError|RangeError|SyntaxError|URIError|EvalError)\('), 'lib/',
     ('lib/internal/errors.js', 'lib/punycode.js', 'lib/internal/polyfills/'),
     'errors come from internal/errors, with a code'),
    # The server for debuggers has a loop of its own, without JavaScript.
    (re.compile(r'\buv_close\('), 'src/', ('src/loop/', 'src/inspector/server.cc'),
     'handles are closed by src/loop only'),
    (re.compile(r'#\s*(el)?if.*\bV8_M(AJOR|INOR)_VERSION'), 'src/', 'src/engine/v8_compat.h',
     "differences between V8's versions stand in src/engine/v8_compat.h"),
    (re.compile(r'\bv8::Persistent<'), 'src/', None, 'use v8::Global: it resets itself'),
    (re.compile(r'\[=\]\s*[({]'), 'src/', None, 'name what a lambda captures'),
    (re.compile(r'\bassert\('), 'src/', None, 'CHECK() stays in release builds; assert() does not'),
    (re.compile(r'primordials'), 'lib/', None, 'plain JavaScript: there are no primordials'),
]


def check_lines(path, lines):
    script = path.endswith(('.js', '.mjs', '.cjs'))
    for index, line in enumerate(lines):
        if let_off(lines, index):
            continue
        if len(line) > WIDTH and not re.search(r'https?://|#include', line):
            complain(path, index + 1, f'{len(line)} columns, {WIDTH} are allowed')
        if '\t' in line:
            complain(path, index + 1, 'tabulator')
        if line != line.rstrip():
            complain(path, index + 1, 'blanks at the end')
        for pattern, inside, allowed, message in FORBIDDEN:
            if not path.startswith(inside) or (allowed and path.startswith(allowed)):
                continue
            text = line if 'TODO' in pattern.pattern else strip_comment(line)
            if pattern.search(text):
                complain(path, index + 1, message)
        if path.startswith('src/') and re.search(r'\b(ToLocalChecked|FromJust|ToChecked)\(', strip_comment(line)):
            if not explained(lines, index):
                complain(path, index + 1, 'ToLocalChecked() and FromJust() need a comment: why can it not fail?')
    if not lines[-1] == '':
        complain(path, len(lines), 'no newline at the end')
    if script and path.startswith('lib/'):
        code = [line for line in lines if line.strip()]
        if not any(line.startswith("'use strict';") for line in code[:60]):
            complain(path, 1, "'use strict' is missing")


def main():
    for path in files('src', 'deps', 'test/cpp', suffixes=('.cc', '.h')):
        lines = read(path)
        check_lines(path, lines)
        if path.endswith('.h') and not lines[0].startswith('//'):
            complain(path, 1, 'a header opens with what it is, who owns it, which thread may call it')
    for path in files('lib', 'test/js', 'test/common', 'examples', 'tools', suffixes=('.js', '.mjs', '.cjs')):
        lines = read(path)
        check_lines(path, lines)
        name = os.path.basename(path)
        if not re.fullmatch(r'[a-z0-9_]+\.(js|mjs|cjs)', name):
            complain(path, 1, 'file names are snake_case')
        if path.startswith('test/js/') and not re.match(r"//|'use strict'|/\*|// Flags", lines[0]):
            complain(path, 1, 'a test opens with a sentence that says what is tested')
    print('\n'.join(problems[:200]))
    if problems:
        print(f'lint: {len(problems)} places', file=sys.stderr)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
