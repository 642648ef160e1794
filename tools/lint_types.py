#!/usr/bin/env python3
"""Checks lib/ with TypeScript: names, modules, the number of arguments, and that JSDoc matches the code.

JavaScript that builds prototypes by hand and returns objects of many shapes has properties that TypeScript
cannot see. So the errors that speak of properties and of assignable types are left out; what remains has
no excuse.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..'))

IGNORED = {
    2300,  # a getter and a setter documented apart
    2322, 2345, 2352, 2559, 2739, 2740, 2741, 2769,  # is not assignable
    2339, 2551, 2353, 2538, 2540, 2550,  # unknown, read-only properties
    2305,  # exports that are defined by getters
    2349, 2350, 2351, 2507,  # not callable, not constructable: functions used as classes, classes as functions
    2358, 2362, 2363, 2365, 2367, 18048,  # operators on values whose type was narrowed by hand
    2556,  # arguments that are passed on
    8024, 8029,  # parameters that are read from `arguments`, so that the function's length is Node's
}


def main():
    done = subprocess.run([os.path.join(ROOT, 'node_modules', '.bin', 'tsc'), '-p', ROOT, '--pretty', 'false'],
                          stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    broken = [line for line in done.stdout.splitlines()
              if (code := re.search(r': error TS(\d+):', line)) and int(code.group(1)) not in IGNORED]
    print('\n'.join(broken))
    return 1 if broken else 0


if __name__ == '__main__':
    sys.exit(main())
