"""The exit status of a process, in each way that it can end."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

def ends(code, status, stdout='', **rest):
    check(run('-e', code, **rest), status=status, stdout=stdout)


ends('', 0)
ends('process.exit()', 0)
ends('process.exit(3)', 3)
ends('process.exitCode = 4', 4)
ends('process.exitCode = 4; process.exit()', 4)
ends('process.exitCode = 4; process.exit(5)', 5)
ends('process.exit("7")', 7)
ends('throw 1', 1)
ends('Promise.reject(new Error())', 1)
ends('process.on("uncaughtException", () => { throw new Error() }); throw new Error()', 7)
ends('process.on("exit", () => { process.exitCode = 9 })', 9)
ends('process.on("exit", (code) => console.log(code)); process.exit(2)', 2, '2\n')
ends('process.on("exit", (code) => console.log(code)); throw 1', 1, '1\n')
ends('process.on("exit", () => { setTimeout(() => console.log("never"), 0) })', 0, '')
# Ended by a signal: the status names it.
ends('process.abort()', -6)
ends('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 20000)', -15)
ends('process.once("SIGTERM", () => console.log("handled")); process.kill(process.pid, "SIGTERM");'
     'const keep = setTimeout(() => {}, 20000); process.once("SIGTERM", () => clearTimeout(keep))', 0, 'handled\n')
# A pending promise keeps nothing alive.
ends('new Promise(() => {}).then(() => console.log("never"))', 0, '')
