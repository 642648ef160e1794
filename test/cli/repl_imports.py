"""Import declarations in the REPL: every form, and attributes; and regular expressions that the engine does not
know, in texts that declare or await."""
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import run

with tempfile.TemporaryDirectory() as folder:
    for name, text in (('data.json', '{ "a": [1, 2] }'), ('m.mjs', 'export const m = 1; export default 2'),
                       ('log.mjs', 'console.log("it runs")')):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(text)

    def check(*pairs):
        done = run('-i', stdin=''.join(f'{line}\n' for line, _ in pairs), env={'GYRE_REPL_HISTORY': ''}, cwd=folder)
        assert done.status == 0, done
        answers = re.split(r'^(?:> )(?:\.\.\. )*', done.stdout, flags=re.M)[1:]
        for (line, expected), answer in zip(pairs, answers):
            assert answer.strip() == expected, f'{line!r}: {answer!r}'

    check(('import d from "./m.mjs"; d', '2'),
          ('import { m } from "./m.mjs"; m', '1'),
          ('import { m as renamed, default as e } from "./m.mjs"; [renamed, e]', '[ 1, 2 ]'),
          ('import f, { m as g } from "./m.mjs"; [f, g]', '[ 2, 1 ]'),
          ('import { "m" as h } from "./m.mjs"; h', '1'),
          ('import * as all from "./m.mjs"; all.m + all.default', '3'),
          ('import i, * as more from "./m.mjs"; i === more.default', 'true'),
          ('import {} from "./m.mjs"', 'undefined'),
          ('import "./log.mjs"', 'it runs\nundefined'),
          ('import "./log.mjs"; import { m as again } from "./m.mjs"; again', '1'),
          ('import j from "./data.json" with { type: "json" }; j', '{ a: [ 1, 2 ] }'),
          ('import j from "./data.json" assert { type: "json" }; j.a', '[ 1, 2 ]'),
          ('import k from "./data.json" with {\ntype: "json"\n}; k.a', '[ 1, 2 ]'),
          ('import "./data.json" with { type: "json" }', 'undefined'),
          ('(await import("./data.json", { with: { type: "json" } })).default.a', '[ 1, 2 ]'),
          ('let l = await import("./data.json", { with: { type: "json" } },); l.default.a', '[ 1, 2 ]'),
          ('var load = () => import("./data.json", { with: { type: "json" } }); (await load()).default.a', '[ 1, 2 ]'),
          ('const v = /[\\p{L}--[a-z]]/v; [v.test("B"), v.test("b")]', '[ true, false ]'),
          ('const v = /[\\p{L}--[A-Z]]/v; [v.test("B"), v.test("b")]', '[ false, true ]'),
          ('await /[\\w--[a-z]]/v.test("b")', 'false'))
